#include "http/static_files.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace genu {
namespace {

class Page : public testing::Test {
 protected:
  Page() : folder(testing::TempDir() + "genu-page-" + std::to_string(::getpid())) {
    std::filesystem::remove_all(folder);
    write("index.html", "<html>");
    write("robots.txt", "User-agent: *");
    write("assets/app-1a2b.js", "let knee;");
    write("assets/app-1a2b.js.gz", "COMPRESSED");
    write("archive.gz", "an archive of its own");
  }
  ~Page() override { std::filesystem::remove_all(folder); }

  void write(const std::string& name, const std::string& content) {
    const std::filesystem::path path = std::filesystem::path(folder) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
  }

  Response get(std::string path, decltype(Request::headers) headers = {}) {
    Request request;
    request.method = "GET";
    request.path = std::move(path);
    request.headers = std::move(headers);
    return StaticFiles::load(folder).value().serve(request);
  }

  const std::string folder;
};

std::string header(const Response& response, std::string_view name) {
  const auto found = std::find_if(response.headers.begin(), response.headers.end(),
                                  [name](const auto& candidate) { return candidate.first == name; });
  return found == response.headers.end() ? "" : found->second;
}

TEST_F(Page, ServesFilesWithTheirTypes) {
  EXPECT_EQ(get("/index.html").content_type, "text/html; charset=utf-8");
  EXPECT_EQ(get("/robots.txt").body, "User-agent: *");
  EXPECT_EQ(get("/assets/app-1a2b.js").content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(get("/archive.gz").body, "an archive of its own");
  EXPECT_EQ(get("/archive.gz").content_type, "application/octet-stream");
}

TEST_F(Page, ServesTheIndexForEveryView) {
  for (const char* path : {"/", "/result", "/runner/1/result", "/assets/"}) {
    EXPECT_EQ(get(path).body, "<html>") << path;
  }
}

TEST_F(Page, KnowsNoOtherFiles) {
  write("../genu-secret.txt", "secret");
  for (const char* path : {"/missing.js", "/../genu-secret.txt", "/assets/../robots.txt", "//robots.txt", "/.", "/..",
                           "/assets/app-1a2b.js.gz"}) {
    EXPECT_EQ(get(path).status, 404) << path;
  }
  std::filesystem::remove(folder + "/../genu-secret.txt");
}

TEST_F(Page, DoesNotFollowLinks) {
  std::filesystem::create_symlink("/etc/hostname", folder + "/hostname.txt");
  EXPECT_EQ(get("/hostname.txt").status, 404);
}

TEST_F(Page, CompressesForThoseWhoAccept) {
  for (const char* accepted : {"gzip", "br, gzip;q=0.5", "deflate,gzip ; q=1"}) {
    const Response response = get("/assets/app-1a2b.js", {{"Accept-Encoding", accepted}});
    EXPECT_EQ(response.body, "COMPRESSED") << accepted;
    EXPECT_EQ(header(response, "Content-Encoding"), "gzip");
    EXPECT_EQ(header(response, "Vary"), "Accept-Encoding");
  }
  for (const char* accepted : {"", "br", "gzip;q=0", "gzip;q=0.000", "identity"}) {
    const Response response = get("/assets/app-1a2b.js", {{"Accept-Encoding", accepted}});
    EXPECT_EQ(response.body, "let knee;") << accepted;
    EXPECT_EQ(header(response, "Content-Encoding"), "");
    EXPECT_EQ(header(response, "Vary"), "Accept-Encoding");
  }
}

TEST_F(Page, SaysWhenTheBrowserHasItAlready) {
  const std::string tag = header(get("/index.html"), "ETag");
  ASSERT_EQ(tag.size(), 18U);
  for (const std::string& sent : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
    const Response response = get("/index.html", {{"If-None-Match", sent}});
    EXPECT_EQ(response.status, 304) << sent;
    EXPECT_EQ(response.body, "");
    EXPECT_EQ(header(response, "ETag"), tag);
  }
  EXPECT_EQ(get("/index.html", {{"If-None-Match", "\"other\""}}).status, 200);
  EXPECT_NE(header(get("/robots.txt"), "ETag"), tag);
}

TEST_F(Page, TagsTheCompressedFormApart) {
  const std::string path = "/assets/app-1a2b.js";
  EXPECT_NE(header(get(path), "ETag"), header(get(path, {{"Accept-Encoding", "gzip"}}), "ETag"));
}

TEST_F(Page, IsReadOnly) {
  const StaticFiles files = StaticFiles::load(folder).value();
  Request request;
  request.path = "/index.html";
  request.method = "POST";
  EXPECT_EQ(files.serve(request).status, 405);
  request.method = "HEAD";
  EXPECT_EQ(files.serve(request).body, "<html>");
}

TEST_F(Page, MustBeBuiltFirst) {
  std::filesystem::remove(folder + "/index.html");
  EXPECT_EQ(StaticFiles::load(folder).error().code, ErrorCode::not_found);
  EXPECT_EQ(StaticFiles::load(folder + "/nowhere").error().code, ErrorCode::io);
}

TEST_F(Page, MustNotBeHuge) {
  write("video.bin", "");
  std::filesystem::resize_file(folder + "/video.bin", 65U << 20U);
  EXPECT_EQ(StaticFiles::load(folder).error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace genu
