// What the leak checker must not report, because it is not ours. Linked into every sanitized test.
//
// glibc never frees the list of folders that it makes of LOCPATH when a locale is loaded: some bytes, once. ./test sets
// LOCPATH, and reading archives loads C.UTF-8.
extern "C" const char* __lsan_default_suppressions();  // NOLINT: the name is the sanitizer's
extern "C" const char* __lsan_default_suppressions() { return "leak:argz_add_sep"; }
