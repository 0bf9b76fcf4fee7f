#include "http/static_files.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace genu {
namespace {

namespace filesystem = std::filesystem;

constexpr std::uintmax_t largest_total_bytes = std::uintmax_t{64} << 20;
constexpr std::string_view compressed_suffix = ".gz";

constexpr std::array<std::pair<std::string_view, const char*>, 13> content_types{{
    {".css", "text/css; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},
    {".ico", "image/x-icon"},
    {".jpg", "image/jpeg"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".png", "image/png"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".webmanifest", "application/manifest+json"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
}};

const char* content_type_of(std::string_view path) {
  for (const auto& [extension, type] : content_types) {
    if (path.ends_with(extension)) return type;
  }
  return "application/octet-stream";
}

// FNV-1a, 64 bits: tells versions of our own files apart; nobody gains by forging one.
std::string hash_of(std::string_view content) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char byte : content) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3;
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
  return text.data();
}

// The files under `folder` by their path from it ("/assets/app.js").
Result<std::map<std::string, std::string>> read_folder(const std::string& folder) {
  std::map<std::string, std::string> contents;
  std::uintmax_t total_bytes = 0;
  std::error_code error;
  filesystem::recursive_directory_iterator files(folder, error);
  for (; !error && files != filesystem::recursive_directory_iterator(); files.increment(error)) {
    if (files->is_symlink(error) || !files->is_regular_file(error)) continue;
    total_bytes += files->file_size(error);
    if (error) break;
    if (total_bytes > largest_total_bytes) {
      return fail(ErrorCode::too_large, "the web page's folder holds more than 64 MiB: is it the right one?", folder);
    }
    std::ifstream file(files->path(), std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(file), {}};
    if (!file) return fail(ErrorCode::io, "cannot read a file of the web page", files->path().string());
    contents.emplace("/" + files->path().lexically_relative(folder).generic_string(), std::move(content));
  }
  if (error)
    return fail(ErrorCode::io, "cannot read the web page's folder (" + error.message() + "): build the page first",
                folder);
  return contents;
}

// Walks a header's list ("gzip;q=0.5, br") and asks `matches` about every item.
template <typename Matches>
bool any_item(std::string_view list, Matches matches) {
  while (!list.empty()) {
    std::string_view item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), item.size() + 1));
    item.remove_prefix(std::min(item.size(), item.find_first_not_of(" \t")));
    item = item.substr(0, item.find_last_not_of(" \t") + 1);
    if (matches(item)) return true;
  }
  return false;
}

// "gzip;q=0" means no; any other weight is a yes, because we have nothing better to offer.
bool accepts_gzip(std::string_view accept_encoding) {
  return any_item(accept_encoding, [](std::string_view item) {
    if (!item.starts_with("gzip")) return false;
    const std::size_t weight = item.find("q=");
    return weight == std::string_view::npos || item.find_first_of("123456789", weight) != std::string_view::npos;
  });
}

bool has_tag(std::string_view if_none_match, std::string_view tag) {
  return any_item(if_none_match, [tag](std::string_view item) {
    if (item.starts_with("W/")) item.remove_prefix(2);
    return item == "*" || item == tag;
  });
}

}  // namespace

Result<StaticFiles> StaticFiles::load(const std::string& folder) {
  GENU_ASSIGN(auto contents, read_folder(folder));
  StaticFiles result;
  for (auto& [path, content] : contents) {
    const bool is_compressed_form =
        path.ends_with(compressed_suffix) && contents.contains(path.substr(0, path.size() - compressed_suffix.size()));
    if (is_compressed_form) continue;
    const auto compressed = contents.find(path + std::string(compressed_suffix));
    result.files_.emplace(
        path, File{content_type_of(path), content, compressed == contents.end() ? std::string() : compressed->second,
                   hash_of(content)});
  }
  if (!result.files_.contains("/index.html")) {
    return fail(ErrorCode::not_found, "there is no index.html in the web page's folder: build the page first", folder);
  }
  return result;
}

Response StaticFiles::serve(const Request& request) const {
  if (!request.is_read()) return method_not_allowed("GET, HEAD");
  const File* const file = find(request.path);
  if (file == nullptr) return error_response(404, "not_found", "there is no such file", request.path);

  const bool compressed = !file->compressed.empty() && accepts_gzip(request.header("Accept-Encoding"));
  const std::string tag = '"' + file->hash + (compressed ? "-gzip\"" : "\"");
  Response response{200, file->content_type, compressed ? file->compressed : file->content, {{"ETag", tag}}};
  if (compressed) response.headers.emplace_back("Content-Encoding", "gzip");
  if (!file->compressed.empty()) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (has_tag(request.header("If-None-Match"), tag)) {
    response.status = 304;
    response.content_type.clear();
    response.body.clear();
  }
  return response;
}

const StaticFiles::File* StaticFiles::find(std::string_view path) const {
  const std::string_view last_part = path.substr(path.rfind('/') + 1);
  const bool is_view = last_part.find('.') == std::string_view::npos;
  const auto found = files_.find(is_view ? "/index.html" : path);
  return found == files_.end() ? nullptr : &found->second;
}

}  // namespace genu
