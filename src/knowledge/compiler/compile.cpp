#include "knowledge/compiler/compile.h"

#include <algorithm>
#include <unordered_map>

#include "knowledge/compiler/checks.h"
#include "knowledge/compiler/yaml_reader.h"

namespace genu {
namespace {

constexpr const char* age_band_keys[] = {"under_30", "thirty_to_49", "fifty_plus"};

// Builds KnowledgeData in two steps: first every id gets its index, then the items are read and refer to each other.
class Compiler {
 public:
  Compiler(const KnowledgeFiles& files, Problems& problems) : problems_(problems) {
    for (const auto& [name, text] : files) parse(name, text);
  }

  KnowledgeData compile() {
    const std::vector<std::string> source_files = stems_that_begin_with("sources");
    for (const std::string& stem : source_files) number(stem, sources_);
    number("causes", causes_);
    number("findings", findings_);
    number("questions", questions_);
    number("families", families_);
    read_meta();
    for (const std::string& stem : source_files) read_sources(stem);
    for (const YamlMap& map : items("causes")) data_.causes.push_back(read_cause(map));
    for (const YamlMap& map : items("findings")) data_.findings.push_back(read_finding(map));
    for (const YamlMap& map : items("questions")) data_.questions.push_back(read_question(map));
    for (const YamlMap& map : items("families")) read_family(map);
    for (const YamlMap& map : items("likelihoods")) data_.likelihoods.push_back(read_likelihood(map));
    for (const YamlMap& map : items("associations")) data_.associations.push_back(read_association(map));
    for (const YamlMap& map : items("contributors")) data_.contributors.push_back(read_contributor(map));
    for (const YamlMap& map : items("modifiers")) read_modifier(map);
    for (const YamlMap& map : items("red_flags")) data_.red_flags.push_back(read_red_flag(map));
    for (const YamlMap& map : items("urgency")) data_.urgency_thresholds.push_back(read_threshold(map));
    for (const YamlMap& map : items("published_rules")) data_.published_rules.push_back(read_published_rule(map));
    for (const char* stem : {"training", "gait", "exam"})
      for (const YamlMap& map : items(stem)) data_.topics.push_back(read_topic(map));
    return std::move(data_);
  }

 private:
  using Numbers = std::unordered_map<std::string, std::uint16_t>;

  void parse(const std::string& name, const std::string& text) {
    const std::string stem = name.substr(0, name.rfind('.'));
    try {
      roots_[stem] = YAML::Load(text);
    } catch (const YAML::Exception& error) {
      problems_.push_back(name + ":" + std::to_string(error.mark.line + 1) + ": " + error.msg);
    }
  }

  static std::string file_of(const std::string& stem) { return stem + ".yaml"; }

  // In the order of their names, which is the order of the numbers of what they hold.
  std::vector<std::string> stems_that_begin_with(const std::string& beginning) const {
    std::vector<std::string> stems;
    for (const auto& [stem, root] : roots_)
      if (stem.rfind(beginning, 0) == 0) stems.push_back(stem);
    return stems;
  }

  std::vector<YamlMap> items(const std::string& stem) {
    std::vector<YamlMap> list;
    const YAML::Node root = roots_[stem];
    if (!root || root.IsNull()) return list;
    if (!root.IsSequence()) {
      problems_.push_back(file_of(stem) + ":1: expected a list");
      return list;
    }
    for (const YAML::Node& item : root) list.emplace_back(item, file_of(stem), problems_);
    return list;
  }

  void number(const std::string& stem, Numbers& numbers) {
    const YAML::Node root = roots_[stem];
    if (!root) return;
    const auto add = [&](const std::string& id, const YAML::Node& node) {
      const auto next = static_cast<std::uint16_t>(numbers.size());
      if (!numbers.emplace(id, next).second)
        problems_.push_back(file_of(stem) + ":" + std::to_string(node.Mark().line + 1) + ": the id \"" + id +
                            "\" is used twice");
    };
    if (root.IsMap()) {
      for (const auto& entry : root) add(describe(entry.first), entry.first);
    } else {
      for (const YamlMap& map : items(stem)) add(map.text("id"), map.yaml());
    }
  }

  template <typename Found>
  Found resolve(const YamlMap& map, const Numbers& numbers, const std::string& id, const char* what) {
    const auto found = numbers.find(id);
    if (found != numbers.end()) return Found{found->second};
    map.problem(std::string("there is no ") + what + " \"" + id + "\"");
    return Found{0};
  }
  FindingIndex finding(const YamlMap& map, const std::string& id) {
    return resolve<FindingIndex>(map, findings_, id, "finding");
  }
  CauseIndex cause(const YamlMap& map, const std::string& id) { return resolve<CauseIndex>(map, causes_, id, "cause"); }
  std::vector<FindingIndex> finding_list(const YamlMap& map, const char* key) {
    std::vector<FindingIndex> list;
    for (const std::string& id : map.texts(key)) list.push_back(finding(map, id));
    return list;
  }
  std::vector<SourceIndex> source_list(const YamlMap& map, const char* key = "source") {
    std::vector<SourceIndex> list;
    for (const std::string& id : map.texts(key)) list.push_back(resolve<SourceIndex>(map, sources_, id, "source"));
    return list;
  }

  static Basis read_basis(const YamlMap& map) {
    return map.choice<Basis>("basis", {{"meta-analysis", Basis::meta_analysis},
                                       {"study", Basis::study},
                                       {"guideline", Basis::guideline},
                                       {"consensus", Basis::consensus},
                                       {"estimate", Basis::estimate}});
  }
  static UrgencyLevel read_level(const YamlMap& map, const char* key) {
    return map.choice<UrgencyLevel>(key, {{"self_care", UrgencyLevel::self_care},
                                          {"routine", UrgencyLevel::routine},
                                          {"urgent", UrgencyLevel::urgent},
                                          {"emergency", UrgencyLevel::emergency}});
  }

  // {p: 0.1, interval: [0.05, 0.2], basis: estimate, source: …}; basis, source and reasoning may stand one level up.
  Figure read_figure(const YamlMap& map, const char* value_key, const YamlMap& provenance) {
    Figure figure;
    figure.value = map.number(value_key);
    const YAML::Node interval = map.node("interval");
    if (interval && interval.IsSequence() && interval.size() == 2 &&
        YAML::convert<double>::decode(interval[0], figure.low) &&
        YAML::convert<double>::decode(interval[1], figure.high)) {
      if (!(figure.low <= figure.value && figure.value <= figure.high))
        map.problem("the value " + map.optional_text(value_key) + " lies outside its interval");
    } else {
      map.problem("interval must be [low, high]");
      figure.low = figure.high = figure.value;
    }
    const YamlMap& from = map.node("basis") ? map : provenance;
    figure.basis = read_basis(from);
    figure.sources = source_list(from);
    figure.reasoning = from.optional_text("reasoning");
    if (figure.reasoning.empty()) figure.reasoning = from.optional_text("note");
    return figure;
  }

  void read_meta() {
    const YAML::Node root = roots_["meta"];
    if (!root) {
      problems_.push_back("meta.yaml: the file is missing");
      return;
    }
    const YamlMap meta(root, "meta.yaml", problems_);
    data_.version = meta.text("version");
    data_.date = meta.text("date");
    if (const auto none = meta.map("none_of_these")) {
      data_.none_name = none->text("name");
      data_.none_lay_name = none->text("lay_name");
      data_.none_text = none->text("definition");
    } else {
      meta.problem("none_of_these is missing");
    }
    data_.cannot_know = meta.texts("cannot_know");
  }

  void read_sources(const std::string& stem) {
    const YAML::Node root = roots_[stem];
    if (!root || !root.IsMap()) return;
    for (const auto& entry : root) {
      const YamlMap map(entry.second, file_of(stem), problems_);
      map.allow_only({"authors", "year", "title", "journal", "doi", "pmid", "url", "type", "seen", "note"});
      Source source;
      source.id = describe(entry.first);
      source.authors = map.optional_text("authors");
      if (const auto year = map.optional_number("year")) source.year = static_cast<int>(*year);
      source.title = map.text("title");
      source.journal = map.optional_text("journal");
      source.doi = map.optional_text("doi");
      source.pmid = map.optional_text("pmid");
      source.url = map.optional_text("url");
      source.type = map.optional_text("type");
      source.seen = map.optional_text("seen");
      source.note = map.optional_text("note");
      data_.sources.push_back(std::move(source));
    }
  }

  Cause read_cause(const YamlMap& map) {
    map.allow_only({"id", "name", "lay_name", "definition", "typical_onset", "urgency", "raises_to", "must_not_miss",
                    "icd10cm", "risk_factors", "prior", "grades", "escalation", "caution", "snomed_ct",
                    "icd10cm_seen"});
    Cause cause;
    cause.id = map.text("id");
    cause.name = map.text("name");
    cause.lay_name = map.text("lay_name");
    cause.definition = map.text("definition");
    cause.typical_onset = map.optional_text("typical_onset");
    cause.urgency = read_level(map, "urgency");
    cause.raises_to = map.node("raises_to") ? read_level(map, "raises_to") : cause.urgency;
    cause.must_not_miss = map.optional_flag("must_not_miss");
    cause.icd10cm = map.texts("icd10cm");
    cause.risk_factors = map.texts("risk_factors");
    const auto prior = map.map("prior");
    if (!prior) {
      map.problem("prior is missing");
      return cause;
    }
    for (std::size_t band = 0; band < age_band_count; ++band) {
      if (const auto part = prior->map(age_band_keys[band])) {
        cause.prior[band] = read_figure(*part, "p", *prior);
      } else {
        map.problem(std::string("prior.") + age_band_keys[band] + " is missing");
      }
    }
    if (const auto ratio = prior->map("female_odds_ratio")) {
      cause.female_odds_ratio = read_figure(*ratio, "value", *ratio);
    } else {
      map.problem("prior.female_odds_ratio is missing");
    }
    return cause;
  }

  Finding read_finding(const YamlMap& map) {
    map.allow_only({"id",         "question", "short",    "short_no", "why",         "category", "who",
                    "kind",       "type",     "unit",     "minimum",  "maximum",     "group",    "option",
                    "ask_if",     "avoid_if", "replaces", "leak",     "leak_by_age", "help",     "test_name",
                    "test_group", "effort",   "note",     "choices",  "from_number", "at_least", "below"});
    Finding finding;
    finding.id = map.text("id");
    finding.question = map.text("question");
    finding.short_yes = map.text("short");
    finding.short_no = map.optional_text("short_no");
    finding.why = map.optional_text("why");
    finding.help = map.optional_text("help");
    finding.option = map.optional_text("option");
    finding.category = map.optional_text("category");
    finding.test_name = map.optional_text("test_name");
    finding.test_group = map.optional_text("test_group");
    finding.unit = map.optional_text("unit");
    finding.note = map.optional_text("note");
    finding.who = map.choice<Who>(
        "who",
        {{"self", Who::self}, {"self_test", Who::self_test}, {"clinician", Who::clinician}, {"device", Who::device}});
    finding.kind = map.choice<FindingKind>("kind", {{"node", FindingKind::node},
                                                    {"modifier", FindingKind::modifier},
                                                    {"contributor", FindingKind::contributor},
                                                    {"rule_item", FindingKind::rule_item},
                                                    {"computed", FindingKind::computed}});
    finding.type = map.choice<FindingType>(
        "type", {{"yes_no", FindingType::yes_no}, {"number", FindingType::number}, {"choice", FindingType::choice}});
    finding.minimum = map.optional_number("minimum");
    finding.maximum = map.optional_number("maximum");
    if (const std::string group = map.optional_text("group"); !group.empty())
      finding.group = resolve<QuestionIndex>(map, questions_, group, "question");
    if (const std::string trigger = map.optional_text("ask_if"); !trigger.empty())
      finding.ask_if = this->finding(map, trigger);
    finding.avoid_if = finding_list(map, "avoid_if");
    finding.replaces = finding_list(map, "replaces");
    finding.effort = map.optional_number("effort").value_or(1);
    if (const std::string number = map.optional_text("from_number"); !number.empty())
      finding.from_number = this->finding(map, number);
    finding.at_least = map.optional_number("at_least");
    finding.below = map.optional_number("below");
    if (const auto leak = map.map("leak")) {
      std::array<Figure, age_band_count> leaks;
      leaks.fill(read_figure(*leak, "p", *leak));
      if (const auto by_age = map.map("leak_by_age")) {
        for (std::size_t band = 0; band < age_band_count; ++band)
          if (const auto part = by_age->map(age_band_keys[band])) leaks[band] = read_figure(*part, "p", *leak);
      }
      finding.leak = std::move(leaks);
    }
    return finding;
  }

  Question read_question(const YamlMap& map) {
    map.allow_only({"id", "kind", "title", "why", "items", "fields", "optional_fields", "opening", "ask_if"});
    Question question;
    question.id = map.text("id");
    question.kind = map.choice<QuestionKind>("kind", {{"form", QuestionKind::form},
                                                      {"single_choice", QuestionKind::single_choice},
                                                      {"zones", QuestionKind::zones},
                                                      {"checklist", QuestionKind::checklist},
                                                      {"number", QuestionKind::number}});
    question.title = map.text("title");
    question.why = map.text("why");
    question.items = finding_list(map, "items");
    question.fields = map.texts("fields");
    question.optional_fields = map.texts("optional_fields");
    question.opening = static_cast<int>(map.optional_number("opening").value_or(0));
    if (const auto condition = map.map("ask_if")) question.ask_if = finding(map, condition->text("finding"));
    return question;
  }

  void read_family(const YamlMap& map) {
    map.allow_only({"id", "name", "findings", "further_weight", "basis", "source", "reasoning"});
    Family family;
    family.id = map.text("id");
    family.name = map.text("name");
    family.further_weight = map.number("further_weight");
    family.basis = read_basis(map);
    family.sources = source_list(map);
    family.reasoning = map.optional_text("reasoning");
    family.findings = finding_list(map, "findings");
    const FamilyIndex index{static_cast<std::uint16_t>(data_.families.size())};
    for (const FindingIndex member : family.findings) {
      auto& slot = data_.findings[member.value].family;
      if (slot) map.problem("\"" + data_.findings[member.value].id + "\" is already in another family");
      slot = index;
    }
    data_.families.push_back(std::move(family));
  }

  Likelihood read_likelihood(const YamlMap& map) {
    Likelihood row;
    row.id = map.text("id");
    row.cause = cause(map, map.text("cause"));
    row.finding = finding(map, map.text("finding"));
    // A published value kept for the record may be a likelihood ratio only, without a probability.
    if (map.optional_text("use") != "alternative" || map.optional_number("p"))
      row.probability = read_figure(map, "p", map);
    row.use = map.choice<LikelihoodUse>("use", {{"primary", LikelihoodUse::primary},
                                                {"alternative", LikelihoodUse::alternative},
                                                {"negative_evidence", LikelihoodUse::negative_evidence}});
    row.note = map.optional_text("note");
    return row;
  }

  Association read_association(const YamlMap& map) {
    Association association;
    association.id = map.text("id");
    association.a = cause(map, map.text("a"));
    association.b = cause(map, map.text("b"));
    association.p_b_given_a = map.number("p_b_given_a");
    association.p_b_given_not_a = map.optional_number("p_b_given_not_a");
    association.kind = map.optional_text("kind");
    association.basis = read_basis(map);
    association.sources = source_list(map);
    association.primary = map.text("use") == "primary";
    return association;
  }

  void read_modifier(const YamlMap& map) {
    PriorModifier modifier;
    modifier.cause = cause(map, map.text("cause"));
    modifier.when = finding(map, map.text("when"));
    modifier.at_least = map.optional_number("at_least");
    modifier.below = map.optional_number("below");
    modifier.odds_ratio = read_figure(map, "odds_ratio", map);
    data_.modifiers.push_back(std::move(modifier));
  }

  Contributor read_contributor(const YamlMap& map) {
    map.allow_only({"id", "name", "lay_name", "how_measured", "verdict", "advice", "because", "because_number",
                    "at_least", "modifies", "statements"});
    Contributor contributor;
    contributor.id = map.text("id");
    contributor.name = map.text("name");
    contributor.lay_name = map.text("lay_name");
    contributor.how_measured = map.optional_text("how_measured");
    contributor.verdict = map.text("verdict");
    contributor.advice = map.text("advice");
    for (const FindingIndex trigger : finding_list(map, "because"))
      contributor.because.push_back({trigger, map.optional_number("at_least"), std::nullopt, std::nullopt});
    for (const YamlMap& trigger : map.maps("because_number"))
      contributor.because.push_back({finding(trigger, trigger.text("number")), trigger.optional_number("at_least"),
                                     trigger.optional_number("above"), trigger.optional_number("below")});
    for (const YamlMap& modifier : map.maps("modifies")) read_modifier(modifier);
    for (const YamlMap& part : map.maps("statements"))
      contributor.statements.push_back({part.text("text"), read_basis(part), source_list(part)});
    return contributor;
  }

  Condition read_condition(const YamlMap& owner, const YAML::Node& node) {
    Condition condition;
    if (node && node.IsScalar()) {
      condition.finding = finding(owner, node.Scalar());
      return condition;
    }
    if (!node || !node.IsMap()) {
      owner.problem("a condition must be a finding or a map, found " + describe(node));
      return condition;
    }
    const YamlMap map(node, owner.file(), owner.problems());
    const auto parts = [&](const char* key) {
      for (const YAML::Node& part : map.node(key)) condition.parts.push_back(read_condition(owner, part));
      if (condition.parts.empty()) owner.problem(std::string(key) + " must be a list with at least one condition");
    };
    condition.at_least = map.optional_number("at_least");
    if (map.node("not")) {
      condition.kind = Condition::Kind::negation;
      condition.parts.push_back(read_condition(owner, map.node("not")));
    } else if (map.node("all")) {
      condition.kind = Condition::Kind::all;
      parts("all");
    } else if (map.node("any")) {
      condition.kind = Condition::Kind::any;
      parts("any");
    } else if (map.node("of")) {
      condition.kind = Condition::Kind::count;
      parts("of");
      if (!condition.at_least) owner.problem("\"of\" needs \"at_least\"");
    } else if (map.node("number")) {
      condition.kind = Condition::Kind::number;
      condition.finding = finding(owner, map.text("number"));
      condition.above = map.optional_number("above");
      condition.at_most = map.optional_number("at_most");
      condition.below = map.optional_number("below");
    } else if (const auto points = map.map("points")) {
      condition.kind = Condition::Kind::points;
      for (const auto& entry : points->yaml())
        condition.points.push_back({finding(owner, describe(entry.first)), entry.second.as<double>(0)});
      if (!condition.at_least) owner.problem("\"points\" needs \"at_least\"");
    } else {
      owner.problem("a condition needs one of not, all, any, of, number, points");
    }
    return condition;
  }

  RedFlag read_red_flag(const YamlMap& map) {
    map.allow_only({"id", "name", "level", "when", "action", "why", "hazard", "basis", "source", "reasoning", "note"});
    RedFlag flag;
    flag.id = map.text("id");
    flag.name = map.text("name");
    flag.level = read_level(map, "level");
    flag.when = read_condition(map, map.node("when"));
    flag.action = map.text("action");
    flag.why = map.text("why");
    flag.hazard = map.text("hazard");
    flag.basis = read_basis(map);
    flag.sources = source_list(map);
    return flag;
  }

  UrgencyThreshold read_threshold(const YamlMap& map) {
    map.allow_only({"level", "probability", "title", "action", "reasoning", "basis"});
    return {read_level(map, "level"), map.number("probability"), map.text("title"), map.text("action"),
            map.text("reasoning")};
  }

  PublishedRule read_published_rule(const YamlMap& map) {
    PublishedRule rule;
    rule.id = map.text("id");
    rule.name = map.text("name");
    rule.logic = map.text("logic");
    rule.caveats = map.text("caveats");
    for (const YamlMap& part : map.maps("criteria")) {
      std::string line = part.text("text");
      if (const std::string id = part.optional_text("finding"); !id.empty()) {
        finding(map, id);
        line += " [" + id + "]";
      }
      if (const std::string points = part.optional_text("points"); !points.empty()) line += ": " + points;
      rule.criteria.push_back(std::move(line));
    }
    for (const YamlMap& part : map.maps("accuracy")) {
      std::string line = part.text("metric") + " " + part.optional_text("value");
      if (const std::string note = part.optional_text("note"); !note.empty()) line += " (" + note + ")";
      line += " [" + part.text("source") + "]";
      source_list(part);
      rule.accuracy.push_back(std::move(line));
    }
    rule.sources = source_list(map, "sources");
    return rule;
  }

  NamedFigure read_named_figure(const YamlMap& map) {
    map.allow_only({"id", "value", "low", "high", "unit", "label", "sources"});
    NamedFigure figure;
    figure.id = map.text("id");
    figure.value = map.number("value");
    figure.low = map.optional_number("low");
    figure.high = map.optional_number("high");
    figure.unit = map.text("unit");
    figure.label = map.optional_text("label");
    figure.sources = source_list(map, "sources");
    return figure;
  }

  Topic read_topic(const YamlMap& map) {
    map.allow_only({"id", "kind", "name", "definition", "caution", "basis", "sources", "reasoning", "figures"});
    Topic topic;
    topic.id = map.text("id");
    topic.kind = map.choice<TopicKind>("kind", {{"exposure", TopicKind::exposure},
                                                {"measure", TopicKind::measure},
                                                {"load", TopicKind::load},
                                                {"gait", TopicKind::gait},
                                                {"retraining", TopicKind::retraining},
                                                {"capture", TopicKind::capture},
                                                {"foot", TopicKind::foot},
                                                {"shoe", TopicKind::shoe},
                                                {"strength", TopicKind::strength}});
    topic.name = map.text("name");
    topic.definition = map.text("definition");
    topic.caution = map.text("caution");
    topic.basis = read_basis(map);
    topic.sources = source_list(map, "sources");
    topic.reasoning = map.optional_text("reasoning");
    for (const YamlMap& part : map.maps("figures")) topic.figures.push_back(read_named_figure(part));
    return topic;
  }

  Problems& problems_;
  std::map<std::string, YAML::Node> roots_;
  Numbers sources_, causes_, findings_, questions_, families_;
  KnowledgeData data_;
};

}  // namespace

CompileOutcome compile_knowledge(const KnowledgeFiles& files) {
  CompileOutcome outcome;
  KnowledgeData data;
  try {
    data = Compiler(files, outcome.problems).compile();
  } catch (const YAML::Exception& error) {  // a node was used in a way that its type does not allow
    outcome.problems.push_back("line " + std::to_string(error.mark.line + 1) + ": " + error.msg);
  }
  data.sha256 = sha256_of(files);
  if (outcome.problems.empty()) outcome.problems = check(data);
  if (outcome.problems.empty()) outcome.data = std::move(data);
  return outcome;
}

}  // namespace genu
