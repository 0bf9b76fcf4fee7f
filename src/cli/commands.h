// The subcommands. Each returns the exit code: 0 done, 1 could not be done (message on stderr).
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "service/api.h"

namespace genu {

enum class Format : std::uint8_t { text, json };

struct AssessOptions {
  std::string file;
  Format format = Format::text;
  bool uniform_prior = false;
};
int run_assess(const AssessOptions& options);

struct EvaluateOptions {
  std::string file;
  bool exam = true;
  bool uniform_prior = false;
  Format format = Format::text;
};
int run_evaluate(const EvaluateOptions& options);

struct InterviewOptions {
  std::string runner;  // empty: a new record
  std::string name;
  std::string database;  // empty: the default
};
int run_interview_command(const InterviewOptions& options);

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";
  std::string database;
  std::string web;
  unsigned threads = 2;
};
int run_serve(const ServeOptions& options);

struct ImportOptions {
  std::vector<std::string> paths;
  std::string runner;  // empty: the only record, or a new one
  std::string name;    // of a new record
  std::string database;
  unsigned threads = 2;
};
int run_import(const ImportOptions& options);

struct TrainingOptions {
  std::vector<std::string> paths;
  std::string runner;  // instead of paths: a record
  std::string database;
  std::string onset;
  Format format = Format::text;
  bool cohort = false;
  std::string shard;
  unsigned threads = 2;
};
int run_training(const TrainingOptions& options);
int run_cohort(const TrainingOptions& options);  // with --cohort

enum class ActivityFormat : std::uint8_t { text, json, csv };
struct ActivityOptions {
  std::string file;
  ActivityFormat format = ActivityFormat::text;
};
int run_activity(const ActivityOptions& options);

struct GaitOptions {
  std::vector<std::string> files;     // of one recording: poses, or markers and forces
  std::string standing;               // markers of quiet standing
  std::string compare;                // joint angles of OpenSim
  std::vector<std::string> baseline;  // an earlier recording of the same person: markers and forces
  std::string view;                   // "side", "behind"; empty: from the file, or found out
  double height_cm = 0;               // 0: not known
  double mass_kg = 0;
  double speed_m_per_s = 0;  // of the treadmill's belt
  double frames_per_second = 0;
  Format format = Format::text;
};
int run_gait(const GaitOptions& options);

struct RecordOptions {
  std::string runner;
  std::string database;
  std::string output;  // export: empty is standard output
  bool confirmed = false;
};
int run_list(const RecordOptions& options);
int run_export(const RecordOptions& options);
int run_erase(const RecordOptions& options);

struct ExamOptions {
  std::string file;
  Format format = Format::text;
};
int run_exam(const ExamOptions& options);

int run_knowledge_check(const std::string& folder);
int run_knowledge_list(const std::string& kind);
int run_knowledge_show(const std::string& id);
int run_knowledge_document(const std::string& folder);

/// The interview over two streams: asks until it is finished (true) or the person pauses with q or the end of input.
Result<bool> interview_in_terminal(Api& api, const std::string& runner, std::istream& input, std::ostream& output);

/// Prints "genu: where: message" on stderr and returns 1.
int report(const Error& error);

}  // namespace genu
