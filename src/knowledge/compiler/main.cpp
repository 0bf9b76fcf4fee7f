// genu_knowledge_compiler FOLDER OUTPUT: run by the build.
#include <fstream>
#include <iostream>

#include "knowledge/codec.h"
#include "knowledge/compiler/compile.h"

int main(int argument_count, char** arguments) {
  if (argument_count != 3) {
    std::cerr << "usage: genu_knowledge_compiler FOLDER OUTPUT\n";
    return 2;
  }
  const auto files = genu::read_knowledge_folder(arguments[1]);
  if (!files) {
    std::cerr << files.error().text() << '\n';
    return 1;
  }
  const genu::CompileOutcome outcome = genu::compile_knowledge(*files);
  for (const std::string& problem : outcome.problems) std::cerr << "knowledge/" << problem << '\n';
  if (!outcome.data) return 1;
  const std::string bytes = genu::encode(*outcome.data);
  std::ofstream output(arguments[2], std::ios::binary);
  output.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  output.close();
  return output ? 0 : 1;
}
