// An HTTP/1.1 server for one program's own use: it trusts no byte, waits for nobody for ever, and answers with a
// Handler.
//
//   GENU_ASSIGN(auto server, HttpServer::start({.port = 8080}, make_site(api, files)));
//   wait_for_a_signal();
//   server->stop();
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"

namespace genu {

/// Keeps connections alive, reads pipelined requests in order, answers HEAD. What breaks a rule gets an answer and the
/// connection is closed: 400 for what is not HTTP, 408 for a request that takes too long, 413 and 431 for one that is
/// too large, 503 for one connection too many. A handler that throws gives a 500. Nothing is logged.
class HttpServer {
 public:
  struct Options {
    std::string address = "127.0.0.1";  // an IP address; other computers reach only what is bound to theirs
    std::uint16_t port = 0;             // 0: any free one
    unsigned threads = 2;               // handlers run on them
    std::size_t max_connections = 256;
    std::uint32_t max_header_bytes = 16 * 1024;                         // with the request line
    std::size_t max_body_bytes = std::size_t{4} << 20;                  // a piece of an upload
    std::chrono::milliseconds read_timeout = std::chrono::seconds(15);  // for a whole request, and for each answer
    std::chrono::milliseconds idle_timeout = std::chrono::seconds(60);  // between requests
    std::chrono::milliseconds stop_timeout = std::chrono::seconds(5);   // for what is in flight at stop()
  };

  /// Listens when it returns. Fails with invalid_input for a bad address, with io when the port is taken.
  static Result<std::unique_ptr<HttpServer>> start(const Options& options, Handler handler);

  ~HttpServer();  // stops
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const;

  /// Takes no more connections, closes the idle ones, lets the others finish their request within stop_timeout and
  /// waits for them. Not to be called by a handler. A second call does nothing.
  void stop();

 private:
  class Engine;
  explicit HttpServer(std::unique_ptr<Engine> engine);

  std::unique_ptr<Engine> engine_;
};

/// Reads one whole request as the server would, with its default limits; nothing when it is malformed, too large or cut
/// short. For the fuzzer.
std::optional<Request> parse_request(std::string_view bytes);

}  // namespace genu
