// genu: the command line. Parses arguments and hands over; exit 0 done, 1 could not be done, 2 wrong usage.
#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/system.h"

namespace {

using namespace genu;

const std::map<std::string, Format> formats = {{"text", Format::text}, {"json", Format::json}};
const std::map<std::string, bool> priors = {{"runners", false}, {"uniform", true}};
const std::map<std::string, bool> stages = {{"history", false}, {"exam", true}};

const std::map<std::string, ActivityFormat> activity_formats = {
    {"text", ActivityFormat::text}, {"json", ActivityFormat::json}, {"csv", ActivityFormat::csv}};

void add_threads(CLI::App* command, unsigned& threads) {
  command->add_option("--threads", threads, "threads that decode and compute")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
}
void add_format(CLI::App* command, Format& format) {
  command->add_option("--format", format, "text or json")
      ->transform(CLI::CheckedTransformer(formats))
      ->option_text("text|json");
}
void add_prior(CLI::App* command, bool& uniform) {
  command->add_option("--prior", uniform, "runners: how common each cause is among runners; uniform: all equally")
      ->transform(CLI::CheckedTransformer(priors))
      ->option_text("runners|uniform");
}
void add_database(CLI::App* command, std::string& database) {
  command->add_option("--database", database, "the file that keeps the records")->option_text("PATH");
}

int parse_and_run(int argument_count, char** arguments) {
  CLI::App app("genu: why the inside of a runner's knee hurts. Education and decision support, not a diagnosis.",
               "genu");
  app.set_version_flag("--version", "genu " GENU_VERSION);
  app.require_subcommand(1);
  app.footer("Start with:  genu serve      (the page)\n       or:  genu interview  (in the terminal)");
  int code = 0;

  AssessOptions assess;
  CLI::App* command =
      app.add_subcommand("assess", "urgency, causes, contributors and what to ask next, from a case file");
  command->add_option("CASE", assess.file, "a case file (YAML)")->required();
  add_format(command, assess.format);
  add_prior(command, assess.uniform_prior);
  command->footer(
      "Examples:\n  genu assess examples/pes_anserine_runner.yaml\n  genu assess my-knee.yaml --format json");
  command->callback([&] { code = run_assess(assess); });

  InterviewOptions interview;
  command = app.add_subcommand("interview", "the interview, one question at a time, in the terminal");
  command->add_option("--runner", interview.runner, "go on with this record")->option_text("ID");
  command->add_option("--name", interview.name, "a name for a new record");
  add_database(command, interview.database);
  command->footer("Examples:\n  genu interview --name Ada\n  genu interview --runner 01KB0V8Y4N5T6Q7R8S9T0V1W2X");
  command->callback([&] { code = run_interview_command(interview); });

  EvaluateOptions evaluate;
  command = app.add_subcommand("evaluate", "measure the reasoning on published cases");
  command->add_option("VIGNETTES", evaluate.file, "cases with known diagnoses (YAML)")->required();
  command->add_option("--stage", evaluate.exam, "history, or exam: history and examination")
      ->transform(CLI::CheckedTransformer(stages))
      ->option_text("history|exam");
  add_prior(command, evaluate.uniform_prior);
  add_format(command, evaluate.format);
  command->footer("Example:\n  genu evaluate tests/vignettes/dev.yaml --stage history --prior uniform");
  command->callback([&] { code = run_evaluate(evaluate); });

  ServeOptions serve;
  command = app.add_subcommand("serve", "the page, on this computer");
  command->add_option("--listen", serve.listen, "address and port")->capture_default_str();
  add_database(command, serve.database);
  command->add_option("--web", serve.web, "the folder with the built page")->option_text("PATH");
  command->add_option("--threads", serve.threads, "threads that answer requests")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command->footer("Example:\n  genu serve --listen 127.0.0.1:9000 --database /tmp/try.sqlite");
  command->callback([&] { code = run_serve(serve); });

  ImportOptions import;
  command = app.add_subcommand("import", "training files into a record: files, folders, or the export of a service");
  command->add_option("PATH", import.paths, "FIT, TCX, GPX (also .gz), a folder, or the zip of Strava, Garmin or Apple")
      ->required();
  command->add_option("--runner", import.runner, "into this record (genu list)")->option_text("ID");
  command->add_option("--name", import.name, "into a new record with this name");
  add_database(command, import.database);
  add_threads(command, import.threads);
  command->footer("Examples:\n  genu import ~/Downloads/export_12345.zip\n  genu import --name Ada run1.fit run2.tcx");
  command->callback([&] { code = run_import(import); });

  TrainingOptions training;
  command =
      app.add_subcommand("training", "what the training history says: exposures, and what changed before the pain");
  command->add_option("PATH", training.paths, "files, folders or exports; or use --runner");
  command->add_option("--runner", training.runner, "the runs of this record")->option_text("ID");
  command
      ->add_option("--onset", training.onset,
                   "the day the pain began, or a range; with --runner: instead of the record's, to try")
      ->option_text("2026-10-01|2026-09-25..2026-10-05");
  command->add_flag("--cohort", training.cohort,
                    "many runners: a CSV table (or - for standard input), or a folder with a folder for each runner; "
                    "writes the exposures of every session as CSV");
  command->add_option("--shard", training.shard, "with --cohort: only this part of the runners")->option_text("0/4");
  add_database(command, training.database);
  add_format(command, training.format);
  add_threads(command, training.threads);
  command->footer(
      "Examples:\n  genu training export_12345.zip --onset 2026-10-01\n  genu training --runner "
      "01KB0V8Y4N5T6Q7R8S9T0V1W2X\n"
      "  genu training --cohort - < sessions.csv > exposures.csv");
  command->callback([&] { code = run_training(training); });

  ActivityOptions activity;
  command = app.add_subcommand("activity", "decode one activity file");
  command->add_option("FILE", activity.file, "FIT, TCX or GPX, also packed with gzip")->required();
  command->add_option("--format", activity.format, "text, json, or csv for the records")
      ->transform(CLI::CheckedTransformer(activity_formats))
      ->option_text("text|json|csv");
  command->footer("Examples:\n  genu activity run.fit\n  genu activity run.fit.gz --format json");
  command->callback([&] { code = run_activity(activity); });

  GaitOptions gait;
  command = app.add_subcommand("gait", "measure how somebody runs, from a film's poses or a laboratory's files");
  command->add_option("FILES", gait.files, "of one recording: poses (JSON), or markers and forces (TRC, C3D, MOT)")
      ->required();
  command->add_option("--standing", gait.standing, "markers of the same person standing still")->option_text("FILE");
  command->add_option("--compare", gait.compare, "joint angles of OpenSim (MOT, STO) to compare with")
      ->option_text("FILE");
  command
      ->add_option("--baseline", gait.baseline,
                   "an earlier recording of the same person, for the load on the inner knee")
      ->option_text("FILES");
  command->add_option("--view", gait.view, "where the camera stood")->check(CLI::IsMember({"side", "behind"}));
  command->add_option("--height", gait.height_cm, "of the body, for lengths")
      ->check(CLI::Range(100.0, 250.0))
      ->option_text("CM");
  command->add_option("--mass", gait.mass_kg, "of the body, for moments")
      ->check(CLI::Range(20.0, 300.0))
      ->option_text("KG");
  command->add_option("--speed", gait.speed_m_per_s, "of the treadmill's belt")
      ->check(CLI::Range(0.5, 10.0))
      ->option_text("M/S");
  command
      ->add_option("--frames-per-second", gait.frames_per_second,
                   "of a film whose poses do not say it (OpenPose, COCO)")
      ->check(CLI::Range(1.0, 1000.0))
      ->option_text("NUMBER");
  add_format(command, gait.format);
  command->footer(
      "Examples:\n  genu gait poses.json --height 172\n  genu gait run.trc forces.mot --standing static.trc --mass 70");
  command->callback([&] { code = run_gait(gait); });

  RecordOptions record;
  command = app.add_subcommand("list", "the records on this computer");
  add_database(command, record.database);
  command->callback([&] { code = run_list(record); });

  command = app.add_subcommand("export", "one record as a JSON file");
  command->add_option("RUNNER", record.runner, "id of the record (genu list)")->required();
  command->add_option("--output", record.output, "file to write; else standard output")->option_text("PATH");
  add_database(command, record.database);
  command->footer("Example:\n  genu export 01KB0V8Y4N5T6Q7R8S9T0V1W2X --output ada.json");
  command->callback([&] { code = run_export(record); });

  command = app.add_subcommand("erase", "remove one record so that nothing of it is left");
  command->add_option("RUNNER", record.runner, "id of the record (genu list)")->required();
  command->add_flag("--yes", record.confirmed, "I want it gone");
  add_database(command, record.database);
  command->footer("Example:\n  genu erase 01KB0V8Y4N5T6Q7R8S9T0V1W2X --yes");
  command->callback([&] { code = run_erase(record); });

  std::string folder = "knowledge", kind, id;
  ExamOptions exam;
  command = app.add_subcommand("exam", "what tests of strength and measures of the feet say");
  command->add_option("FILE", exam.file, "measures (YAML)")->required();
  add_format(command, exam.format);
  command->footer("Example:\n  genu exam examples/exam/strength_and_feet.yaml");
  command->callback([&] { code = run_exam(exam); });

  CLI::App* knowledge = app.add_subcommand("knowledge", "the clinical content: check it, list it, show one item");
  knowledge->require_subcommand(1);
  knowledge->footer("Examples:\n  genu knowledge check knowledge\n  genu knowledge show medial_tf_oa");
  command = knowledge->add_subcommand("check", "check the YAML files of a folder");
  command->add_option("FOLDER", folder, "folder with the YAML files")->capture_default_str();
  command->callback([&] { code = run_knowledge_check(folder); });
  command = knowledge->add_subcommand("list", "ids with names");
  command->add_option("KIND", kind)
      ->required()
      ->check(CLI::IsMember({"causes", "findings", "red_flags", "contributors", "topics", "training", "gait", "exam",
                             "rules", "sources"}));
  command->callback([&] { code = run_knowledge_list(kind); });
  command = knowledge->add_subcommand(
      "show", "everything known about one cause, finding, red flag, contributor, topic, rule or source");
  command->add_option("ID", id)->required();
  command->callback([&] { code = run_knowledge_show(id); });
  command = knowledge->add_subcommand("document", "write docs/evidence.md from the YAML files of a folder");
  command->add_option("FOLDER", folder, "folder with the YAML files")->capture_default_str();
  command->callback([&] { code = run_knowledge_document(folder); });

  try {
    app.parse(argument_count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return code;
}

}  // namespace

int main(int argument_count, char** arguments) {
  genu::prefer_large_pages();
  std::ios::sync_with_stdio(false);
  try {
    return parse_and_run(argument_count, arguments);
  } catch (const std::exception& error) {
    std::cerr << "genu: unexpected: " << error.what() << '\n';
    return 1;
  }
}
