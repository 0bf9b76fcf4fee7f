// The server over real sockets on 127.0.0.1.
#include "http/server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

namespace genu {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// A client that sends exactly the bytes it is told to. Every wait ends after five seconds.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{5, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }

  // False when the server has closed the connection.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // One response: its head, and as much body as its Content-Length says.
  std::string receive() {
    while (received_.find("\r\n\r\n") == std::string::npos) {
      if (!receive_some()) return std::exchange(received_, "");
    }
    const std::size_t head_size = received_.find("\r\n\r\n") + 4;
    const std::size_t length_at = received_.find("Content-Length: ");
    const std::size_t body_size = length_at < head_size ? std::stoul(received_.substr(length_at + 16)) : 0;
    while (received_.size() < head_size + body_size && receive_some()) {
    }
    std::string response = received_.substr(0, head_size + body_size);
    received_.erase(0, response.size());
    return response;
  }

  std::string receive_all() {
    while (receive_some()) {
    }
    return std::exchange(received_, "");
  }

 private:
  bool receive_some() {
    char bytes[4096];
    const ssize_t size = ::recv(socket_, bytes, sizeof bytes, 0);
    if (size <= 0) return false;
    received_.append(bytes, static_cast<std::size_t>(size));
    return true;
  }

  int socket_;
  bool connected_ = false;
  std::string received_;
};

// Says what it was asked; "/slow" takes a while, "/throw" throws.
Response echo(const Request& request) {
  if (request.path == "/slow") std::this_thread::sleep_for(200ms);
  if (request.path == "/throw") throw std::runtime_error("age 34, pain 7 of 10");
  return {200, "text/plain", request.method + " " + request.path + " " + request.body};
}

class Server : public testing::Test {
 protected:
  void start(const HttpServer::Options& options = {}) { server = HttpServer::start(options, echo).value(); }
  std::string exchange(std::string_view bytes) {
    Client client(server->port());
    client.send(bytes);
    return client.receive();
  }

  std::unique_ptr<HttpServer> server;
};

TEST_F(Server, AnswersOverAKeptConnection) {
  start();
  Client client(server->port());
  for (int i = 0; i < 3; ++i) {
    client.send("GET /knee HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const std::string response = client.receive();
    EXPECT_THAT(response, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(response, HasSubstr("Connection: keep-alive\r\n"));
    EXPECT_THAT(response, EndsWith("\r\n\r\nGET /knee "));
  }
}

TEST_F(Server, PutsStandardHeadersOnEveryAnswer) {
  start();
  for (const std::string_view bytes : {"GET / HTTP/1.1\r\n\r\n", "GET /%zz HTTP/1.1\r\n\r\n", "garbage\r\n\r\n"}) {
    EXPECT_THAT(exchange(bytes), HasSubstr("Content-Security-Policy: default-src 'none'")) << bytes;
  }
}

TEST_F(Server, ClosesWhenAsked) {
  start();
  Client client(server->port());
  client.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.receive_all(), HasSubstr("Connection: close\r\n"));
}

TEST_F(Server, ReadsBodiesInPieces) {
  start();
  Client client(server->port());
  client.send("POST / HTTP/1.1\r\nContent-Le");
  std::this_thread::sleep_for(20ms);
  client.send("ngth: 8\r\n\r\nfour");
  std::this_thread::sleep_for(20ms);
  client.send("more");
  EXPECT_THAT(client.receive(), EndsWith("POST / fourmore"));
}

TEST_F(Server, ReadsChunkedBodies) {
  start();
  EXPECT_THAT(exchange("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n1\r\n!\r\n0\r\n\r\n"),
              EndsWith("POST / four!"));
}

TEST_F(Server, AnswersPipelinedRequestsInOrder) {
  start();
  Client client(server->port());
  client.send("GET /1 HTTP/1.1\r\n\r\nPOST /2 HTTP/1.1\r\nContent-Length: 1\r\n\r\nxGET /3 HTTP/1.1\r\n\r\n");
  EXPECT_THAT(client.receive(), EndsWith("GET /1 "));
  EXPECT_THAT(client.receive(), EndsWith("POST /2 x"));
  EXPECT_THAT(client.receive(), EndsWith("GET /3 "));
}

TEST_F(Server, AnswersHeadWithoutBodyButWithItsLength) {
  start();
  Client client(server->port());
  client.send("HEAD /knee HTTP/1.1\r\nConnection: close\r\n\r\n");
  const std::string response = client.receive_all();
  EXPECT_THAT(response, HasSubstr("Content-Length: 11\r\n"));
  EXPECT_THAT(response, EndsWith("\r\n\r\n"));
}

TEST_F(Server, AsksForABodyThatWaitsToBeAsked) {
  start();
  Client client(server->port());
  client.send("POST / HTTP/1.1\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("knee");
  EXPECT_THAT(client.receive(), EndsWith("POST / knee"));
}

TEST_F(Server, RefusesHeadersThatAreTooLarge) {
  start();
  const std::string response = exchange("GET / HTTP/1.1\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n");
  EXPECT_THAT(response, StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(exchange("GET /" + std::string(20'000, 'x') + " HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(exchange("GET /" + std::string(100'000, 'x')), StartsWith("HTTP/1.1 431 "));
}

TEST_F(Server, RefusesBodiesThatAreTooLargeAndIsHeard) {
  start();
  const std::string large(5'000'000, 'x');
  Client announced(server->port());
  announced.send("POST / HTTP/1.1\r\nContent-Length: 5000000\r\n\r\n" + large);
  EXPECT_THAT(announced.receive_all(), StartsWith("HTTP/1.1 413 "));
  Client chunked(server->port());
  chunked.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4c4b40\r\n" + large);
  EXPECT_THAT(chunked.receive_all(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(Server, RefusesWhatIsNotHttp) {
  start();
  for (const std::string& bytes :
       {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xFC", 9), std::string("GET\r\n\r\n"), std::string(100, '\0'),
        std::string("GET / HTTP/9.9\r\n\r\n"), std::string("GET / HTTP/1.1\r\nBad Header: x\r\n\r\n"),
        std::string("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"),
        std::string("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx")}) {
    EXPECT_THAT(exchange(bytes), StartsWith("HTTP/1.1 400 Bad Request\r\n")) << bytes;
  }
  EXPECT_THAT(exchange("GET / HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
}

TEST_F(Server, RefusesMalformedAddressesAndGoesOn) {
  start();
  Client client(server->port());
  client.send("GET http://localhost/ HTTP/1.1\r\n\r\n");
  EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 400 "));
  client.send("GET / HTTP/1.1\r\n\r\n");
  EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 200 "));
}

TEST_F(Server, KeepsWhatAHandlerThrowsToItself) {
  start();
  const std::string response = exchange("GET /throw HTTP/1.1\r\n\r\n");
  EXPECT_THAT(response, StartsWith("HTTP/1.1 500 "));
  EXPECT_THAT(response, Not(HasSubstr("pain")));
}

TEST_F(Server, TellsASlowClientThatItsTimeIsOver) {
  start({.read_timeout = 150ms});
  Client client(server->port());
  for (int i = 0; i < 10 && client.send(i == 0 ? "GET / HTTP/1.1\r\n" : "X: x\r\n"); ++i) {
    std::this_thread::sleep_for(25ms);  // a byte now and then does not buy more time
  }
  EXPECT_THAT(client.receive_all(), StartsWith("HTTP/1.1 408 Request Timeout\r\n"));
}

TEST_F(Server, ClosesIdleConnectionsWithoutAWord) {
  start({.idle_timeout = 50ms});
  Client client(server->port());
  EXPECT_EQ(client.receive_all(), "");
  Client used(server->port());
  used.send("GET / HTTP/1.1\r\n\r\n");
  EXPECT_THAT(used.receive_all(), EndsWith("GET / "));
}

TEST_F(Server, ServesManyConnections) {
  start();
  std::atomic<int> answers = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      std::vector<std::unique_ptr<Client>> clients;
      for (int j = 0; j < 25; ++j) clients.push_back(std::make_unique<Client>(server->port()));
      for (const auto& client : clients) client->send("GET / HTTP/1.1\r\n\r\n");
      for (const auto& client : clients) answers += client->receive().starts_with("HTTP/1.1 200 ") ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(answers, 200);
}

TEST_F(Server, TurnsAwayOneConnectionTooManyUntilThereIsRoom) {
  start({.max_connections = 1});
  auto first = std::make_unique<Client>(server->port());
  first->send("GET / HTTP/1.1\r\n\r\n");
  EXPECT_THAT(first->receive(), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(Client(server->port()).receive_all(), StartsWith("HTTP/1.1 503 "));
  first.reset();
  std::string response;
  for (int i = 0; i < 50 && !response.starts_with("HTTP/1.1 200 "); ++i) {
    std::this_thread::sleep_for(10ms);
    response = exchange("GET / HTTP/1.1\r\n\r\n");
  }
  EXPECT_THAT(response, StartsWith("HTTP/1.1 200 "));
}

TEST_F(Server, SurvivesClientsThatVanish) {
  start();
  for (int i = 0; i < 20; ++i) {
    Client(server->port()).send("POST /slow HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf");
    Client(server->port()).send("GET / HTTP/1.1\r\n\r\n");
  }
  EXPECT_THAT(exchange("GET / HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
}

TEST_F(Server, FinishesWhatIsInFlightWhenItStops) {
  start();
  Client idle(server->port());
  Client busy(server->port());
  busy.send("GET /slow HTTP/1.1\r\n\r\n");
  std::this_thread::sleep_for(50ms);
  const std::uint16_t port = server->port();
  const auto begin = std::chrono::steady_clock::now();
  server->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s);
  EXPECT_THAT(busy.receive_all(), EndsWith("GET /slow "));
  EXPECT_EQ(idle.receive_all(), "");
  EXPECT_FALSE(Client(port).connected());
  server->stop();
}

TEST_F(Server, StopsInTimeWhenAClientDoesNotFinish) {
  start({.stop_timeout = 100ms});
  Client client(server->port());
  client.send("GET / HTT");
  std::this_thread::sleep_for(20ms);
  const auto begin = std::chrono::steady_clock::now();
  server->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s);
}

TEST_F(Server, SaysWhyItCannotListen) {
  start();
  const auto taken = HttpServer::start({.port = server->port()}, echo);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::io);
  EXPECT_EQ(taken.error().where, "127.0.0.1:" + std::to_string(server->port()));
  EXPECT_EQ(HttpServer::start({.address = "somewhere"}, echo).error().code, ErrorCode::invalid_input);
}

TEST(ParseRequest, ReadsAWholeRequest) {
  const auto request = parse_request(
      "POST /a%20b?q=1 HTTP/1.1\r\nHost: localhost\r\nX-Two: 1\r\nx-two: 2\r\nContent-Length: 4\r\n\r\nbody");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->method, "POST");
  EXPECT_EQ(request->path, "/a b");
  EXPECT_EQ(request->query.at("q"), "1");
  EXPECT_EQ(request->header("X-TWO"), "1, 2");
  EXPECT_EQ(request->body, "body");
}

TEST(ParseRequest, RefusesTheRest) {
  for (const std::string_view bytes : {"", "GET / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nshort",
                                       "GET /%zz HTTP/1.1\r\n\r\n", "nonsense"}) {
    EXPECT_FALSE(parse_request(bytes)) << bytes;
  }
}

}  // namespace
}  // namespace genu
