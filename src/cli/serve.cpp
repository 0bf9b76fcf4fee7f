#include <signal.h>

#include <filesystem>
#include <iostream>
#include <utility>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/system.h"
#include "http/server.h"
#include "http/site.h"

namespace genu {
namespace {

// "127.0.0.1:8080", "[::1]:8080" or "localhost:8080". Only this computer: there are no accounts yet.
Result<std::pair<std::string, std::uint16_t>> parse_listen(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  const auto port = colon == std::string::npos ? std::nullopt : parse_number(text.substr(colon + 1));
  if (!port || *port < 0 || *port > 65535 || *port != static_cast<std::uint16_t>(*port))
    return fail(ErrorCode::invalid_input, "write the address like 127.0.0.1:8080", text);
  std::string address = text.substr(0, colon);
  if (address == "localhost") address = "127.0.0.1";
  if (address == "[::1]") address = "::1";
  if (address != "127.0.0.1" && address != "::1")
    return fail(ErrorCode::invalid_input,
                "genu has no accounts yet, so it listens on this computer only; use 127.0.0.1:PORT or [::1]:PORT",
                text);
  return std::pair{address, static_cast<std::uint16_t>(*port)};
}

std::string page_folder(const std::string& given) {
  if (!given.empty()) return given;
  std::error_code error;
  const auto beside_program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "web";
  return error ? std::string() : beside_program.string();
}

}  // namespace

int run_serve(const ServeOptions& options) {
  const auto listen = parse_listen(options.listen);
  if (!listen) return report(listen.error());
  auto files = StaticFiles::load(page_folder(options.web));
  if (!files) return report(files.error());
  const auto program = Program::open(options.database, true);
  if (!program) return report(program.error());

  // Blocked before the server starts its threads, so that only the wait below takes them.
  sigset_t stop_signals;
  sigemptyset(&stop_signals);
  sigaddset(&stop_signals, SIGINT);
  sigaddset(&stop_signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);

  HttpServer::Options server_options;
  server_options.address = listen->first;
  server_options.port = listen->second;
  server_options.threads = options.threads;
  const auto server = HttpServer::start(
      server_options, make_site(*(*program)->service, std::make_shared<const StaticFiles>(std::move(*files))));
  if (!server) return report(server.error());
  const std::string host = listen->first == "::1" ? "[::1]" : listen->first;
  std::cout << "genu is ready:  http://" << host << ':' << (*server)->port() << "\nRecords are kept in "
            << (*program)->database << "\nStop with Ctrl-C." << std::endl;

  int received = 0;
  sigwait(&stop_signals, &received);
  (*server)->stop();
  std::cout << "Stopped." << std::endl;
  return 0;
}

}  // namespace genu
