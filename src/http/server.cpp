// The one file that knows Boost: Beast reads requests, Asio moves bytes. Callbacks, because Clang 14 cannot build the
// coroutines of Boost 1.74. Each Session lives in its own strand, kept alive by the callback that it waits for.
#include "http/server.h"

#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "http/guard.h"
#include "http/target.h"
#include "http/wire.h"

namespace genu {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Parser = http::request_parser<http::string_body>;

constexpr std::size_t read_chunk_bytes = 4096;
constexpr auto linger_time = std::chrono::seconds(2);
constexpr auto accept_pause = std::chrono::milliseconds(100);

void set_limits(Parser& parser, const HttpServer::Options& options) {
  parser.header_limit(options.max_header_bytes);
  parser.body_limit(options.max_body_bytes);
}

std::string text_of(boost::beast::string_view view) { return {view.data(), view.size()}; }

Result<Request> to_request(http::request<http::string_body>& message, std::uint16_t local_port) {
  GENU_ASSIGN(Target target, parse_target({message.target().data(), message.target().size()}));
  Request request;
  request.method = text_of(message.method_string());
  request.path = std::move(target.path);
  request.query = std::move(target.query);
  for (const auto& field : message) {
    const auto [header, is_new] = request.headers.emplace(text_of(field.name_string()), text_of(field.value()));
    if (!is_new) header->second += ", " + text_of(field.value());
  }
  request.body = std::move(message.body());
  request.local_port = local_port;
  return request;
}

// The answer to bytes that could not be read as a request.
Response parse_failure(error_code error) {
  if (error == http::error::body_limit) return error_response(413, "too_large", "the request's body is too large");
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return error_response(431, "too_large", "the request's headers are too large");
  }
  return error_response(400, "invalid_input", "this is not a well-formed HTTP request");
}

bool is_parse_failure(error_code error) {
  return error.category() == make_error_code(http::error::bad_method).category() &&
         error != http::error::end_of_stream && error != http::error::partial_message;
}

class Session;

// What the sessions of one server have in common.
struct Shared {
  Shared(const HttpServer::Options& the_options, Handler the_handler)
      : options(the_options), handler(std::move(the_handler)) {}

  const HttpServer::Options options;
  const Handler handler;
  std::atomic<bool> stopping = false;

  std::mutex mutex;
  std::condition_variable session_ended;
  std::set<Session*> sessions;  // guarded by mutex
};

// One connection. wait_for_request → read_header → read_body → answer → wait_for_request …
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, Shared& shared)
      : shared_(shared), socket_(std::move(socket)), timer_(socket_.get_executor()) {}

  ~Session() {
    const std::lock_guard lock(shared_.mutex);
    shared_.sessions.erase(this);
    shared_.session_ended.notify_all();
  }

  void start() {
    {
      const std::lock_guard lock(shared_.mutex);
      shared_.sessions.insert(this);
    }
    asio::post(socket_.get_executor(), [self = shared_from_this()] { self->wait_for_request(); });
  }

  // From any thread: the server is stopping.
  void close_if_idle() {
    asio::post(socket_.get_executor(), [self = shared_from_this()] {
      if (self->idle_) self->close();
    });
  }

 private:
  void wait_for_request() {
    if (shared_.stopping) return close();
    if (buffer_.size() > 0) return read_header();  // the client did not wait for our answer to send the next
    idle_ = true;
    arm(shared_.options.idle_timeout);
    socket_.async_read_some(buffer_.prepare(read_chunk_bytes),
                            [self = shared_from_this()](error_code error, std::size_t size) {
                              self->idle_ = false;
                              if (error) return self->close();
                              self->buffer_.commit(size);
                              self->read_header();
                            });
  }

  void read_header() {
    parser_.emplace();
    set_limits(*parser_, shared_.options);
    arm(shared_.options.read_timeout);  // for the whole request: one byte now and then does not help
    http::async_read_header(socket_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
      if (error) return self->answer_failure(error);
      const bool wants_to_be_asked = self->parser_->get()[http::field::expect] == "100-continue";
      return wants_to_be_asked ? self->ask_for_body() : self->read_body();
    });
  }

  void ask_for_body() {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(socket_, asio::buffer(go_on), [self = shared_from_this()](error_code error, std::size_t) {
      return error ? self->answer_failure(error) : self->read_body();
    });
  }

  void read_body() {
    http::async_read(socket_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
      return error ? self->answer_failure(error) : self->answer();
    });
  }

  void answer() {
    error_code ignored;
    const bool keep_alive = parser_->keep_alive() && !shared_.stopping;
    with_body_ = parser_->get().method() != http::verb::head;
    const auto request = to_request(parser_->get(), socket_.local_endpoint(ignored).port());
    if (!request) return send(error_response(request.error()), "", keep_alive);
    send(handle(*request), request->path, keep_alive);
  }

  Response handle(const Request& request) {
    try {
      return shared_.handler(request);
    } catch (const std::exception&) {  // what it says may hold what the runner wrote: it stays here
      return error_response(500, "io", "something went wrong inside genu: please report how to repeat it");
    }
  }

  void answer_failure(error_code error) {
    with_body_ = true;
    must_linger_ = true;
    if (timed_out_) return send(error_response(408, "invalid_input", "the request took too long"), "", false);
    if (is_parse_failure(error)) return send(parse_failure(error), "", false);
    close();
  }

  void send(Response response, std::string_view path, bool keep_alive) {
    add_standard_headers(path, response);
    head_ = response_head(response, keep_alive);
    body_ = with_body_ ? std::move(response.body) : std::string();
    arm(shared_.options.read_timeout);
    const std::array<asio::const_buffer, 2> bytes{asio::buffer(head_), asio::buffer(body_)};
    asio::async_write(socket_, bytes, [self = shared_from_this(), keep_alive](error_code error, std::size_t) {
      if (error) return self->close();
      if (keep_alive) return self->wait_for_request();
      return self->must_linger_ ? self->linger() : self->close();
    });
  }

  // To close a socket with unread bytes resets the connection, and the client may never see our answer: read on for a
  // while what it still sends.
  void linger() {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    idle_ = true;
    arm(linger_time);
    discard();
  }

  void discard() {
    buffer_.clear();
    socket_.async_read_some(
        buffer_.prepare(read_chunk_bytes),
        [self = shared_from_this()](error_code error, std::size_t) { return error ? self->close() : self->discard(); });
  }

  // When `time` is over, what the socket waits for ends with an error, and timed_out_ is set.
  void arm(std::chrono::milliseconds time) {
    timed_out_ = false;
    timer_.expires_after(time);
    timer_.async_wait([weak = weak_from_this()](error_code error) {
      const auto self = weak.lock();
      if (error || !self) return;
      if (self->timer_.expiry() > std::chrono::steady_clock::now()) return;  // armed again while this was on its way
      self->timed_out_ = true;
      error_code ignored;
      self->socket_.cancel(ignored);
    });
  }

  void close() {
    error_code ignored;
    timer_.cancel(ignored);
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
  }

  Shared& shared_;
  tcp::socket socket_;
  asio::steady_timer timer_;
  bool timed_out_ = false;
  bool idle_ = false;         // nothing is lost by closing now
  bool must_linger_ = false;  // the request was not read to its end
  bool with_body_ = true;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  std::string head_;
  std::string body_;
};

}  // namespace

class HttpServer::Engine {
 public:
  Engine(const Options& options, Handler handler) : shared_(options, std::move(handler)) {}

  Result<void> start() {
    error_code error;
    const auto address = asio::ip::make_address(shared_.options.address, error);
    if (error) {
      return fail(ErrorCode::invalid_input, "the address to listen on must be an IP address such as 127.0.0.1",
                  shared_.options.address);
    }
    const tcp::endpoint endpoint(address, shared_.options.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) port_ = acceptor_.local_endpoint(error).port();
    if (error) {
      return fail(ErrorCode::io, "cannot listen there (" + error.message() + "): choose another port or address",
                  shared_.options.address + ":" + std::to_string(shared_.options.port));
    }
    accept();
    for (unsigned i = 0; i < shared_.options.threads; ++i) threads_.emplace_back([this] { context_.run(); });
    return {};
  }

  void stop() {
    if (shared_.stopping.exchange(true)) return;
    asio::post(acceptor_.get_executor(), [this] {
      error_code ignored;
      acceptor_.close(ignored);
      retry_.cancel(ignored);
    });
    for (const auto& session : live_sessions()) session->close_if_idle();
    wait_for_sessions();
    context_.stop();
    for (std::thread& thread : threads_) thread.join();
  }

  std::uint16_t port() const { return port_; }

 private:
  void accept() {
    acceptor_.async_accept(asio::make_strand(context_), [this](error_code error, tcp::socket socket) {
      if (!acceptor_.is_open()) return;
      if (error) return accept_later();
      welcome(std::move(socket));
      accept();
    });
  }

  // Out of file descriptors, mostly: some will come free.
  void accept_later() {
    retry_.expires_after(accept_pause);
    retry_.async_wait([this](error_code error) {
      if (!error) accept();
    });
  }

  void welcome(tcp::socket socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    if (is_full()) return turn_away(socket);
    std::make_shared<Session>(std::move(socket), shared_)->start();
  }

  bool is_full() {
    const std::lock_guard lock(shared_.mutex);
    return shared_.sessions.size() >= shared_.options.max_connections;
  }

  // Says so if it can be said at once: a fresh socket has room for a short answer.
  static void turn_away(tcp::socket& socket) {
    Response response = error_response(503, "io", "too many connections: try again in a moment");
    response.headers.emplace_back("Retry-After", "1");
    add_standard_headers("", response);
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(response_head(response, false) + response.body), ignored);
    socket.shutdown(tcp::socket::shutdown_both, ignored);
  }

  // Owned, so that none ends while the lock is held: a session takes the lock to sign off.
  std::vector<std::shared_ptr<Session>> live_sessions() {
    std::vector<std::shared_ptr<Session>> alive;
    const std::lock_guard lock(shared_.mutex);
    for (Session* const session : shared_.sessions) {
      if (auto owned = session->weak_from_this().lock()) alive.push_back(std::move(owned));
    }
    return alive;
  }

  void wait_for_sessions() {
    std::unique_lock lock(shared_.mutex);
    shared_.session_ended.wait_for(lock, shared_.options.stop_timeout, [this] { return shared_.sessions.empty(); });
  }

  Shared shared_;
  asio::io_context context_;  // its end destroys the sessions that are left, which need shared_
  tcp::acceptor acceptor_{asio::make_strand(context_)};
  asio::steady_timer retry_{acceptor_.get_executor()};
  std::uint16_t port_ = 0;
  std::vector<std::thread> threads_;
};

HttpServer::HttpServer(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
HttpServer::~HttpServer() { stop(); }

Result<std::unique_ptr<HttpServer>> HttpServer::start(const Options& options, Handler handler) {
  auto engine = std::make_unique<Engine>(options, std::move(handler));
  GENU_TRY(engine->start());
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(engine)));
}

std::uint16_t HttpServer::port() const { return engine_->port(); }
void HttpServer::stop() { engine_->stop(); }

std::optional<Request> parse_request(std::string_view bytes) {
  Parser parser;
  const HttpServer::Options options;
  set_limits(parser, options);
  parser.eager(true);
  error_code error;
  while (!error && !parser.is_done() && !bytes.empty()) {
    bytes.remove_prefix(parser.put(asio::buffer(bytes), error));
  }
  if (error || !parser.is_done()) return std::nullopt;
  auto request = to_request(parser.get(), options.port);
  return request ? std::optional(std::move(*request)) : std::nullopt;
}

}  // namespace genu
