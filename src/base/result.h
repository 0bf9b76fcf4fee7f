// Errors as values.
//
// What can go wrong in the world (a wrong file, a full disk, an unknown id) travels as a Result; our own bugs are
// assertions; exceptions live only at the edges of third-party code and are caught there.
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace genu {

enum class ErrorCode {
  invalid_input,  // the caller sent something that does not make sense: say what, where, and what to do
  not_found,      // the thing named does not exist
  too_large,      // a limit on size, number or depth was exceeded
  conflict,       // the thing changed, or exists already
  io,             // the disk, the database or the network failed
  corrupt,        // stored bytes are not what was written
};

/// Stable lower-case name of a code, as printed in JSON ("invalid_input").
const char* name_of(ErrorCode code);

/// `message` says what is wrong and what to do, as one sentence for a person; `where` names file, line, key or byte
/// ("case.yaml:12"), empty when there is no place to point at.
struct [[nodiscard]] Error {
  ErrorCode code = ErrorCode::invalid_input;
  std::string message;
  std::string where;

  /// "case.yaml:12: unknown finding "foo"".
  std::string text() const;
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string where = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(where)});
}

}  // namespace genu

#define GENU_CONCAT_INNER(a, b) a##b
#define GENU_CONCAT(a, b) GENU_CONCAT_INNER(a, b)

/// Returns the error to the caller, or goes on:  GENU_TRY(store.append(entry));
#define GENU_TRY(expression)                                                      \
  do {                                                                            \
    if (auto genu_try_result = (expression); !genu_try_result)                    \
      return ::tl::unexpected<::genu::Error>(std::move(genu_try_result.error())); \
  } while (false)

/// Binds the value or returns the error:  GENU_ASSIGN(const Case the_case, parse_case(text));
#define GENU_ASSIGN(declaration, expression) \
  GENU_ASSIGN_INNER(GENU_CONCAT(genu_assign_, __LINE__), declaration, expression)
#define GENU_ASSIGN_INNER(temporary, declaration, expression)                           \
  auto temporary = (expression);                                                        \
  if (!temporary) return ::tl::unexpected<::genu::Error>(std::move(temporary.error())); \
  declaration = std::move(*temporary)
