// The clinical content of genu, as immutable values: what the YAML files in knowledge/ say, checked and resolved.
//
// Everything refers to everything else by index, so that the rooms that reason never compare strings. A Knowledge is
// built once (decoded from the bytes embedded in the program, or compiled from YAML) and then only read; it is safe to
// share between threads.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace genu {

/// A position in one of the lists of Knowledge. The tag keeps a cause from being taken for a finding.
template <typename Tag>
struct Index {
  std::uint16_t value = 0;
  friend bool operator==(Index, Index) = default;
  friend auto operator<=>(Index, Index) = default;
};

using CauseIndex = Index<struct CauseTag>;
using FindingIndex = Index<struct FindingTag>;
using QuestionIndex = Index<struct QuestionTag>;
using FamilyIndex = Index<struct FamilyTag>;
using SourceIndex = Index<struct SourceTag>;

enum class Basis : std::uint8_t { meta_analysis, study, guideline, consensus, estimate };
enum class UrgencyLevel : std::uint8_t { self_care, routine, urgent, emergency };  // in rising order
enum class Sex : std::uint8_t { female, male };
enum class AgeBand : std::uint8_t { under_30, thirty_to_49, fifty_plus };
inline constexpr std::size_t age_band_count = 3;

const char* name_of(Basis basis);
const char* name_of(UrgencyLevel level);
AgeBand age_band_of(double age_years);

/// A number with its 95 % interval and where it comes from. `reasoning` is filled when no source carries the figure.
struct Figure {
  double value = 0;
  double low = 0;
  double high = 0;
  Basis basis = Basis::estimate;
  std::vector<SourceIndex> sources;
  std::string reasoning;
};

struct Source {
  std::string id;
  std::string authors;
  std::optional<int> year;
  std::string title;
  std::string journal;
  std::string doi;
  std::string pmid;
  std::string url;
  std::string type;
  std::string seen;  // how much of it was read: abstract, fulltext_part, guideline, page, secondary
  std::string note;

  std::string citation() const;  // "Bachmann LM (2004). The accuracy … Ann Intern Med 140(2):121-124."
  std::string address() const;   // https://doi.org/…, the PubMed page, or the page read; empty when none
};

/// A tissue diagnosis that can explain the pain. Several can be present at once.
struct Cause {
  std::string id;
  std::string name;
  std::string lay_name;
  std::string definition;
  std::string typical_onset;
  UrgencyLevel urgency = UrgencyLevel::routine;
  UrgencyLevel raises_to = UrgencyLevel::routine;  // the level that its probability alone can raise to
  bool must_not_miss = false;
  std::vector<std::string> icd10cm;
  std::vector<std::string> risk_factors;
  std::array<Figure, age_band_count> prior;  // probability among runners with inner knee pain, by AgeBand
  Figure female_odds_ratio;                  // odds in women over odds in men, within an age band
};

enum class FindingKind : std::uint8_t {
  node,         // a yes/no that causes produce; has a leak
  modifier,     // changes the priors of causes
  contributor,  // an exposure or impairment worth changing; no evidence for a cause
  rule_item,    // used by red flags and published rules only
  computed,     // the outcome of a published rule, used in place of its items
};
enum class FindingType : std::uint8_t { yes_no, number, choice };
enum class Who : std::uint8_t { self, self_test, clinician, device };  // who can answer it

const char* name_of(FindingKind kind);
const char* name_of(Who who);

struct Finding {
  std::string id;
  std::string question;
  std::string short_yes;  // the statement when yes: "Pain wakes at night"
  std::string short_no;   // the statement when no
  std::string why;        // why we ask, for the runner
  std::string help;       // how to do the test
  std::string option;     // label inside a choice or on the body map
  std::string category;
  std::string test_name;
  std::string test_group;
  std::string unit;
  std::string note;
  Who who = Who::self;
  FindingKind kind = FindingKind::node;
  FindingType type = FindingType::yes_no;
  std::optional<double> minimum;
  std::optional<double> maximum;
  std::optional<QuestionIndex> group;       // the choice or map that this is an option or zone of
  std::optional<FindingIndex> ask_if;       // only meaningful when that one is yes
  std::vector<FindingIndex> avoid_if;       // never offered when any of these is yes (a self-test could harm)
  std::vector<FindingIndex> replaces;       // measures the same as these, better: they are left out when this is known
  std::optional<FindingIndex> from_number;  // derived, never asked: yes when that number lies in [at_least, below)
  std::optional<double> at_least;
  std::optional<double> below;
  std::optional<FamilyIndex> family;
  std::optional<std::array<Figure, age_band_count>> leak;  // chance of yes when none of the causes is present
  double effort = 1;  // 1 a question, 2 a self-test, 4 hands-on, 8 imaging or laboratory
};

enum class QuestionKind : std::uint8_t { form, single_choice, zones, checklist, number };

/// How findings are put into one screen. Findings that are in no question are asked by themselves.
struct Question {
  std::string id;
  QuestionKind kind = QuestionKind::single_choice;
  std::string title;
  std::string why;
  std::vector<FindingIndex> items;
  std::vector<std::string> fields;
  std::vector<std::string> optional_fields;
  std::optional<FindingIndex> ask_if;
  int opening = 0;  // asked in this order before the free choice of questions begins; 0: chosen freely
};

/// Findings that move together: the strongest counts fully, each further one only with `further_weight` of its
/// log-likelihood ratio.
struct Family {
  std::string id;
  std::string name;
  double further_weight = 0;
  Basis basis = Basis::estimate;
  std::vector<SourceIndex> sources;
  std::string reasoning;
  std::vector<FindingIndex> findings;
};

enum class LikelihoodUse : std::uint8_t { primary, alternative, negative_evidence };

/// How often the finding is yes when the cause is present (background included).
struct Likelihood {
  std::string id;
  CauseIndex cause;
  FindingIndex finding;
  Figure probability;
  LikelihoodUse use = LikelihoodUse::primary;
  std::string note;
};

/// Two causes found together more often than apart.
struct Association {
  std::string id;
  CauseIndex a;
  CauseIndex b;
  double p_b_given_a = 0;
  std::optional<double> p_b_given_not_a;
  std::string kind;
  Basis basis = Basis::estimate;
  std::vector<SourceIndex> sources;
  bool primary = true;
};

/// A finding that multiplies the prior odds of a cause when it is yes, or when its number lies in [at_least, below).
struct PriorModifier {
  CauseIndex cause;
  FindingIndex when;
  std::optional<double> at_least;
  std::optional<double> below;
  Figure odds_ratio;
};

struct Statement {
  std::string text;
  Basis basis = Basis::estimate;
  std::vector<SourceIndex> sources;
};

/// Something worth changing; never presented as the cause.
struct Contributor {
  std::string id;
  std::string name;
  std::string lay_name;
  std::string how_measured;
  std::string verdict;
  std::string advice;
  struct Trigger {
    FindingIndex finding;
    std::optional<double> at_least;  // a number counts where all that are given hold; a yes/no counts when yes
    std::optional<double> above;
    std::optional<double> below;

    bool is_number() const { return at_least || above || below; }
    bool holds(double number) const {
      return !(at_least && number < *at_least) && !(above && number <= *above) && !(below && number >= *below);
    }
  };
  std::vector<Trigger> because;
  std::vector<Statement> statements;
};

/// A three-valued condition over findings; see triage/.
struct Condition {
  enum class Kind : std::uint8_t { yes, negation, all, any, count, number, points };
  Kind kind = Kind::yes;
  FindingIndex finding;            // yes, number
  std::optional<double> at_least;  // number: ≥;  count, points: how many
  std::optional<double> above;     // number: >
  std::optional<double> at_most;   // number: ≤
  std::optional<double> below;     // number: <
  std::vector<Condition> parts;    // negation (one), all, any, count
  struct Point {
    FindingIndex finding;
    double points = 0;
  };
  std::vector<Point> points;
};

struct RedFlag {
  std::string id;
  std::string name;
  UrgencyLevel level = UrgencyLevel::urgent;
  Condition when;
  std::string action;
  std::string why;
  std::string hazard;
  Basis basis = Basis::consensus;
  std::vector<SourceIndex> sources;
};

/// From which probability on a cause of this urgency raises the level, whatever the rules say. It never lowers it.
struct UrgencyThreshold {
  UrgencyLevel level = UrgencyLevel::routine;
  double probability = 1;
  std::string title;   // of the care card
  std::string action;  // when only a probability raised the level, or nothing did
  std::string reasoning;
};

/// A published clinical rule, kept for the record and shown by `genu knowledge show`.
struct PublishedRule {
  std::string id;
  std::string name;
  std::string logic;
  std::string caveats;
  std::vector<std::string> criteria;
  std::vector<std::string> accuracy;
  std::vector<SourceIndex> sources;
};

enum class TopicKind : std::uint8_t {
  exposure,    // training: what a session or a history amounts to, against what studies found in groups of runners
  measure,     // training: what is compared before the pain and earlier
  load,        // training: a model of what a run asks of the knee
  gait,        // what is measured of how somebody runs
  retraining,  // changes of the way of running that were tried, and what came of it
  capture,     // how to film, so that it can be measured
  foot,        // what is measured of a foot
  shoe,        // what is known, or only believed, about running shoes
  strength,    // what is measured of strength, endurance, control and mobility
};

const char* name_of(TopicKind kind);

/// A figure of a topic, as printed by its source. A hazard ratio is about groups, never one runner's risk.
struct NamedFigure {
  std::string id;
  double value = 0;
  std::optional<double> low;  // 95 % interval, where the source gives one: both or neither
  std::optional<double> high;
  std::string unit;   // "hazard ratio", "body weights per metre"
  std::string label;  // what it is the figure of: "more than 10 %, up to 30 % longer"
  std::vector<SourceIndex> sources;
};

/// What is known about one thing that genu measures or computes, and what it does not say.
struct Topic {
  std::string id;
  TopicKind kind = TopicKind::exposure;
  std::string name;        // for the runner
  std::string definition;  // exact: windows and thresholds as published, or ours when the basis is an estimate
  std::string caution;     // for the runner: what it does not say
  Basis basis = Basis::estimate;
  std::vector<SourceIndex> sources;
  std::string reasoning;
  std::vector<NamedFigure> figures;

  std::optional<double> figure(std::string_view figure_id) const;
};

/// The plain lists, as compiled and as encoded.
struct KnowledgeData {
  std::string version;
  std::string date;
  std::string sha256;  // of the YAML files, concatenated in the order of their names
  std::string none_name;
  std::string none_lay_name;
  std::string none_text;
  std::vector<std::string> cannot_know;
  std::vector<Source> sources;
  std::vector<Cause> causes;
  std::vector<Finding> findings;
  std::vector<Question> questions;
  std::vector<Family> families;
  std::vector<Likelihood> likelihoods;
  std::vector<Association> associations;
  std::vector<PriorModifier> modifiers;
  std::vector<Contributor> contributors;
  std::vector<RedFlag> red_flags;
  std::vector<UrgencyThreshold> urgency_thresholds;  // one per UrgencyLevel, in rising order
  std::vector<PublishedRule> published_rules;
  std::vector<Topic> topics;  // of training, gait and exam, in this order
};

class Knowledge {
 public:
  /// `data` must be consistent (every index inside its list, one threshold per level): the compiler and the decoder
  /// both guarantee it.
  explicit Knowledge(KnowledgeData data);
  Knowledge(const Knowledge&) = delete;  // the look-ups point into the data
  Knowledge& operator=(const Knowledge&) = delete;

  const KnowledgeData& data() const { return data_; }
  const std::string& version() const { return data_.version; }
  const std::string& sha256() const { return data_.sha256; }

  const Cause& cause(CauseIndex index) const { return data_.causes[index.value]; }
  const Finding& finding(FindingIndex index) const { return data_.findings[index.value]; }
  const Question& question(QuestionIndex index) const { return data_.questions[index.value]; }
  const Source& source(SourceIndex index) const { return data_.sources[index.value]; }
  const Family& family(FamilyIndex index) const { return data_.families[index.value]; }

  std::size_t cause_count() const { return data_.causes.size(); }
  std::size_t finding_count() const { return data_.findings.size(); }

  /// The rows that speak about this finding, without those kept for the record only (LikelihoodUse::alternative).
  const std::vector<const Likelihood*>& likelihoods_of(FindingIndex finding) const {
    return likelihoods_by_finding_[finding.value];
  }

  std::optional<CauseIndex> find_cause(std::string_view id) const;
  std::optional<FindingIndex> find_finding(std::string_view id) const;
  std::optional<QuestionIndex> find_question(std::string_view id) const;
  const Topic* find_topic(std::string_view id) const;  // null when there is none

  /// The findings that age, sex and body mass index are stored under, when the content has them.
  std::optional<FindingIndex> age() const { return age_; }
  std::optional<FindingIndex> sex() const { return sex_; }
  std::optional<FindingIndex> body_mass_index() const { return body_mass_index_; }

 private:
  KnowledgeData data_;
  std::unordered_map<std::string_view, std::uint16_t> causes_by_id_;
  std::unordered_map<std::string_view, std::uint16_t> findings_by_id_;
  std::unordered_map<std::string_view, std::uint16_t> questions_by_id_;
  std::unordered_map<std::string_view, std::uint16_t> topics_by_id_;
  std::vector<std::vector<const Likelihood*>> likelihoods_by_finding_;
  std::optional<FindingIndex> age_;
  std::optional<FindingIndex> sex_;
  std::optional<FindingIndex> body_mass_index_;
};

}  // namespace genu
