#include <filesystem>
#include <fstream>
#include <sstream>

#include <sodium.h>

#include "knowledge/compiler/compile.h"

namespace genu {

Result<KnowledgeFiles> read_knowledge_folder(const std::string& folder) {
  std::error_code error;
  KnowledgeFiles files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) return fail(ErrorCode::io, "cannot be read", entry.path().string());
    files[entry.path().filename().string()] = text.str();
  }
  if (error) return fail(ErrorCode::not_found, "the folder cannot be read: " + error.message(), folder);
  if (files.empty()) return fail(ErrorCode::not_found, "there is no .yaml file here", folder);
  return files;
}

std::string sha256_of(const KnowledgeFiles& files) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (const auto& [name, text] : files)
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256_final(&state, hash);
  char hex[2 * sizeof hash + 1];
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  return hex;
}

}  // namespace genu
