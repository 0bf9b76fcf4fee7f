#include "http/routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "http/fake_api.h"
#include "http/openapi.h"
#include "http/site.h"

namespace genu {
namespace {

const std::string id = "01ARYZ6S410000000000000ADA";

class Routes : public testing::Test {
 protected:
  Response call(std::string method, std::string path, std::string body = {}) {
    Request request;
    request.method = std::move(method);
    request.path = std::move(path);
    request.body = std::move(body);
    return call_api(api, request);
  }
  std::string called(std::string method, std::string path, std::string body = {}) {
    return call(std::move(method), std::move(path), std::move(body)).body;
  }

  FakeApi api;
};

TEST_F(Routes, CallTheApi) {
  EXPECT_EQ(called("GET", "/api/health"), R"({"called":"health"})");
  EXPECT_EQ(called("GET", "/api/knowledge"), R"({"called":"knowledge"})");
  EXPECT_EQ(called("POST", "/api/assess", "CASE"), R"({"called":"assess CASE"})");
  EXPECT_EQ(called("GET", "/api/runners"), R"({"called":"list_runners"})");
  EXPECT_EQ(called("POST", "/api/runners", "ADA"), R"({"called":"add_runner ADA"})");
  EXPECT_EQ(called("GET", "/api/runners/" + id), R"({"called":"runner )" + id + "\"}");
  EXPECT_EQ(called("GET", "/api/runners/" + id + "/export"), R"({"called":"export_runner )" + id + "\"}");
  EXPECT_EQ(called("GET", "/api/runners/" + id + "/interview"), R"({"called":"interview )" + id + " next\"}");
  EXPECT_EQ(called("POST", "/api/runners/" + id + "/answers", "YES"), R"({"called":"answer )" + id + " YES\"}");
  EXPECT_EQ(called("GET", "/api/runners/" + id + "/assessment"), R"({"called":"assessment )" + id + "\"}");
  EXPECT_EQ(called("GET", "/api/runners/" + id + "/exam"), R"({"called":"exam )" + id + "\"}");
  EXPECT_EQ(called("GET", "/api/runners/" + id + "/strength"), R"({"called":"strength )" + id + "\"}");
  EXPECT_EQ(called("POST", "/api/runners/" + id + "/strength", "TEST"),
            R"({"called":"add_strength )" + id + " TEST\"}");
  EXPECT_EQ(called("GET", "/api/runners/" + id + "/feet"), R"({"called":"feet )" + id + "\"}");
  EXPECT_EQ(called("POST", "/api/runners/" + id + "/feet", "FOOT"), R"({"called":"add_feet )" + id + " FOOT\"}");
  EXPECT_EQ(called("GET", "/api/openapi.json"), openapi_json);
}

TEST_F(Routes, PassTheQuestionThatIsAskedFor) {
  Request request;
  request.method = "GET";
  request.path = "/api/runners/" + id + "/interview";
  request.query = {{"question", "q_onset"}};
  EXPECT_EQ(call_api(api, request).body, R"({"called":"interview )" + id + " q_onset\"}");
}

TEST_F(Routes, EraseARunner) {
  const Response response = call("DELETE", "/api/runners/" + id);
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(api.erased, id);
}

TEST_F(Routes, SayWhatWasMade) {
  EXPECT_EQ(call("POST", "/api/runners").status, 201);
  EXPECT_EQ(call("POST", "/api/runners/" + id + "/answers").status, 201);
  EXPECT_EQ(call("POST", "/api/runners/" + id + "/strength").status, 201);
  EXPECT_EQ(call("POST", "/api/runners/" + id + "/feet").status, 201);
  EXPECT_EQ(call("POST", "/api/assess").status, 200);
}

TEST_F(Routes, ExportAsAFile) {
  EXPECT_THAT(
      call("GET", "/api/runners/" + id + "/export").headers,
      testing::ElementsAre(testing::Pair("Content-Disposition", "attachment; filename=\"genu-" + id + ".json\"")));
}

TEST_F(Routes, AnswerHeadAsGet) { EXPECT_EQ(call("HEAD", "/api/health").body, R"({"called":"health"})"); }

TEST_F(Routes, NameTheMethodsThatAPathTakes) {
  const auto allowed = [this](std::string method, std::string path) {
    const Response response = call(std::move(method), std::move(path));
    EXPECT_EQ(response.status, 405);
    return response.headers.empty() ? "" : response.headers.front().second;
  };
  EXPECT_EQ(allowed("DELETE", "/api/health"), "GET, HEAD");
  EXPECT_EQ(allowed("GET", "/api/assess"), "POST");
  EXPECT_EQ(allowed("PUT", "/api/runners"), "GET, HEAD, POST");
  EXPECT_EQ(allowed("POST", "/api/runners/" + id), "GET, HEAD, DELETE");
  EXPECT_EQ(allowed("get", "/api/health"), "GET, HEAD");
}

TEST_F(Routes, KnowNoOtherPaths) {
  for (const std::string path : {"/api", "/api/", "/api/health/", "/API/health", "/api/runners/", "/api/runners/{id}",
                                 "/api/runners/../../etc/passwd", "/api/runners/01aryz6s410000000000000ada",
                                 "/api/runners/export", "/api/runners//interview"}) {
    const Response response = call("GET", path);
    EXPECT_EQ(response.status, 404) << path;
    EXPECT_EQ(nlohmann::json::parse(response.body)["error"]["code"], "not_found");
  }
  EXPECT_EQ(call("GET", "/api/runners/" + id + "/secrets").status, 404);
  EXPECT_EQ(call("DELETE", "/api/runners/" + id + "/").status, 404);
}

TEST_F(Routes, TakeFilesInPieces) {
  Request request;
  request.method = "PUT";
  request.path = "/api/runners/" + id + "/import";
  request.query = {{"name", "a/b.fit"}, {"offset", "4"}, {"size", "9"}};
  request.body = std::string("\0FIT\xFF", 5);
  EXPECT_THAT(call_api(api, request).body, testing::HasSubstr("import_piece " + id + " a/b.fit 4/9"));
  EXPECT_EQ(api.received, request.body);
  for (const char* wrong : {"", "-1", "1.5", "x", "99999999999999999999999"}) {
    request.query["offset"] = wrong;
    EXPECT_EQ(call_api(api, request).status, 400) << wrong;
  }
  EXPECT_EQ(call("POST", "/api/runners/" + id + "/import").status, 202);
  EXPECT_EQ(call("GET", "/api/runners/" + id + "/training").status, 200);
}

TEST_F(Routes, PassErrorsOn) {
  api.error = Error{ErrorCode::conflict, "it exists", "name"};
  EXPECT_EQ(call("POST", "/api/runners").status, 409);
  EXPECT_EQ(call("DELETE", "/api/runners/" + id).status, 409);
  const Response response = call("GET", "/api/runners/" + id + "/export");
  EXPECT_EQ(response.status, 409);
  EXPECT_TRUE(response.headers.empty());
  EXPECT_EQ(response.body, R"({"error":{"code":"conflict","message":"it exists","where":"name"}})");
}

TEST(OpenApi, DescribesExactlyOurRoutes) {
  std::set<std::string> described;
  const auto document = nlohmann::json::parse(openapi_json);
  for (const auto& [path, operations] : document["paths"].items()) {
    for (const auto& [method, operation] : operations.items()) {
      if (method != "parameters") described.insert(method + " " + path);
    }
  }
  std::set<std::string> routed;
  for (const Route& route : routes()) {
    std::string method(route.method);
    for (char& letter : method) letter = static_cast<char>(letter - 'A' + 'a');
    routed.insert(method + " " + std::string(route.path));
  }
  EXPECT_EQ(described, routed);
}

TEST(OpenApi, RefersOnlyToWhatItDefines) {
  const auto document = nlohmann::json::parse(openapi_json);
  const auto flat = document.flatten();
  for (const auto& [place, value] : flat.items()) {
    if (!place.ends_with("/$ref")) continue;
    const std::string target = value.get<std::string>().substr(1);
    EXPECT_TRUE(document.contains(nlohmann::json::json_pointer(target))) << target;
  }
}

TEST(Site, GuardsBothTheApiAndThePage) {
  FakeApi api;
  const Handler site = make_site(api, nullptr);
  Request request;
  request.method = "GET";
  request.path = "/api/health";
  request.local_port = 8080;
  request.headers = {{"Host", "evil.com"}};
  EXPECT_EQ(site(request).status, 403);
  request.headers = {{"Host", "localhost:8080"}};
  EXPECT_EQ(site(request).status, 200);
  request.path = "/";
  EXPECT_EQ(site(request).status, 404);
}

}  // namespace
}  // namespace genu
