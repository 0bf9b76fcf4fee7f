// The web page's files, read into memory once. Only names that were loaded are served, so no path can lead elsewhere.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"

namespace genu {

class StaticFiles {
 public:
  /// Reads every regular file under `folder`; symbolic links are passed over. A file "x.js.gz" next to "x.js" is its
  /// compressed form. Fails with not_found when there is no index.html, too_large above 64 MiB in total.
  static Result<StaticFiles> load(const std::string& folder);

  /// The file, 304 when the browser has it, or 404. A path without a dot in its last part, such as "/result", is a view
  /// of the page and gets index.html. Methods other than GET and HEAD get 405. Safe to call from several threads.
  Response serve(const Request& request) const;

 private:
  struct File {
    std::string content_type;
    std::string content;
    std::string compressed;  // empty when there is no compressed form
    std::string hash;        // of content
  };

  const File* find(std::string_view path) const;

  std::map<std::string, File, std::less<>> files_;  // by path: "/index.html"
};

}  // namespace genu
