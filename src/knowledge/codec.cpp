#include "knowledge/codec.h"

#include <bit>
#include <cstring>
#include <type_traits>

namespace genu {
namespace {

constexpr std::string_view signature("genuKN\x02\x00", 8);

// Each struct lists its fields once; the writer and the reader both walk that list.
template <typename V, typename T>
void fields(V& v, Index<T>& x) {
  v(x.value);
}
template <typename V>
void fields(V& v, Figure& x) {
  v(x.value, x.low, x.high, x.basis, x.sources, x.reasoning);
}
template <typename V>
void fields(V& v, Source& x) {
  v(x.id, x.authors, x.year, x.title, x.journal, x.doi, x.pmid, x.url, x.type, x.seen, x.note);
}
template <typename V>
void fields(V& v, Cause& x) {
  v(x.id, x.name, x.lay_name, x.definition, x.typical_onset, x.urgency, x.raises_to, x.must_not_miss, x.icd10cm,
    x.risk_factors, x.prior, x.female_odds_ratio);
}
template <typename V>
void fields(V& v, Finding& x) {
  v(x.id, x.question, x.short_yes, x.short_no, x.why, x.help, x.option, x.category, x.test_name, x.test_group, x.unit,
    x.note, x.who, x.kind, x.type, x.minimum, x.maximum, x.group, x.ask_if, x.avoid_if, x.replaces, x.from_number,
    x.at_least, x.below, x.family, x.leak, x.effort);
}
template <typename V>
void fields(V& v, Question& x) {
  v(x.id, x.kind, x.title, x.why, x.items, x.fields, x.optional_fields, x.ask_if, x.opening);
}
template <typename V>
void fields(V& v, Family& x) {
  v(x.id, x.name, x.further_weight, x.basis, x.sources, x.reasoning, x.findings);
}
template <typename V>
void fields(V& v, Likelihood& x) {
  v(x.id, x.cause, x.finding, x.probability, x.use, x.note);
}
template <typename V>
void fields(V& v, Association& x) {
  v(x.id, x.a, x.b, x.p_b_given_a, x.p_b_given_not_a, x.kind, x.basis, x.sources, x.primary);
}
template <typename V>
void fields(V& v, PriorModifier& x) {
  v(x.cause, x.when, x.at_least, x.below, x.odds_ratio);
}
template <typename V>
void fields(V& v, Statement& x) {
  v(x.text, x.basis, x.sources);
}
template <typename V>
void fields(V& v, Contributor::Trigger& x) {
  v(x.finding, x.at_least, x.above, x.below);
}
template <typename V>
void fields(V& v, Contributor& x) {
  v(x.id, x.name, x.lay_name, x.how_measured, x.verdict, x.advice, x.because, x.statements);
}
template <typename V>
void fields(V& v, Condition::Point& x) {
  v(x.finding, x.points);
}
template <typename V>
void fields(V& v, Condition& x) {
  v(x.kind, x.finding, x.at_least, x.above, x.at_most, x.below, x.parts, x.points);
}
template <typename V>
void fields(V& v, RedFlag& x) {
  v(x.id, x.name, x.level, x.when, x.action, x.why, x.hazard, x.basis, x.sources);
}
template <typename V>
void fields(V& v, UrgencyThreshold& x) {
  v(x.level, x.probability, x.title, x.action, x.reasoning);
}
template <typename V>
void fields(V& v, PublishedRule& x) {
  v(x.id, x.name, x.logic, x.caveats, x.criteria, x.accuracy, x.sources);
}
template <typename V>
void fields(V& v, NamedFigure& x) {
  v(x.id, x.value, x.low, x.high, x.unit, x.label, x.sources);
}
template <typename V>
void fields(V& v, Topic& x) {
  v(x.id, x.kind, x.name, x.definition, x.caution, x.basis, x.sources, x.reasoning, x.figures);
}
template <typename V>
void fields(V& v, KnowledgeData& x) {
  v(x.version, x.date, x.sha256, x.none_name, x.none_lay_name, x.none_text, x.cannot_know, x.sources, x.causes,
    x.findings, x.questions, x.families, x.likelihoods, x.associations, x.modifiers, x.contributors, x.red_flags,
    x.urgency_thresholds, x.published_rules, x.topics);
}

class Writer {
 public:
  template <typename... Values>
  void operator()(Values&... values) {
    (write(values), ...);
  }

  std::string bytes;

 private:
  void write(std::uint64_t number) {
    for (; number >= 0x80; number >>= 7) bytes += static_cast<char>(number | 0x80);
    bytes += static_cast<char>(number);
  }
  void write(double& number) {
    const auto bits = std::bit_cast<std::uint64_t>(number);
    for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(bits >> shift);
  }
  void write(std::string& text) {
    write(std::uint64_t{text.size()});
    bytes += text;
  }
  template <typename T>
  void write(std::vector<T>& list) {
    write(std::uint64_t{list.size()});
    for (T& item : list) write(item);
  }
  template <typename T, std::size_t n>
  void write(std::array<T, n>& list) {
    for (T& item : list) write(item);
  }
  template <typename T>
  void write(std::optional<T>& value) {
    write(std::uint64_t{value.has_value()});
    if (value) write(*value);
  }
  template <typename T>
  void write(T& value) {
    if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
      write(static_cast<std::uint64_t>(value));
    } else {
      fields(*this, value);
    }
  }
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  template <typename... Values>
  void operator()(Values&... values) {
    (read(values), ...);
  }

  bool complete() const { return good_ && rest_.empty(); }

 private:
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) break;
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) return value;
    }
    good_ = false;
    return 0;
  }
  // A length that the remaining bytes can hold, or 0 and an error: a damaged length cannot make us allocate.
  std::size_t length() {
    const std::uint64_t value = number();
    if (value <= rest_.size()) return static_cast<std::size_t>(value);
    good_ = false;
    return 0;
  }
  void read(double& value) {
    if (rest_.size() < 8) {
      good_ = false;
      return;
    }
    std::uint64_t bits = 0;
    for (unsigned i = 0; i < 8; ++i) bits |= std::uint64_t{static_cast<unsigned char>(rest_[i])} << (8 * i);
    value = std::bit_cast<double>(bits);
    rest_.remove_prefix(8);
  }
  void read(std::string& text) {
    const std::size_t size = length();
    text.assign(rest_.substr(0, size));
    rest_.remove_prefix(size);
  }
  template <typename T>
  void read(std::vector<T>& list) {
    list.resize(length());
    for (T& item : list) {
      if (!good_) return;
      read(item);
    }
  }
  template <typename T, std::size_t n>
  void read(std::array<T, n>& list) {
    for (T& item : list) read(item);
  }
  template <typename T>
  void read(std::optional<T>& value) {
    if (number() != 0) read(value.emplace());
  }
  template <typename T>
  void read(T& value) {
    if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
      value = static_cast<T>(number());
    } else {
      fields(*this, value);
    }
  }

  std::string_view rest_;
  bool good_ = true;
};

// Walks the same field lists once more and checks that every index lies inside its list.
class IndexCheck {
 public:
  explicit IndexCheck(const KnowledgeData& data) : data_(data) {}

  template <typename... Values>
  void operator()(Values&... values) {
    (check(values), ...);
  }

  bool good = true;

 private:
  void check(CauseIndex& index) { inside(index.value, data_.causes.size()); }
  void check(FindingIndex& index) { inside(index.value, data_.findings.size()); }
  void check(QuestionIndex& index) { inside(index.value, data_.questions.size()); }
  void check(FamilyIndex& index) { inside(index.value, data_.families.size()); }
  void check(SourceIndex& index) { inside(index.value, data_.sources.size()); }
  void check(std::string&) {}
  template <typename T>
  void check(std::vector<T>& list) {
    for (T& item : list) check(item);
  }
  template <typename T, std::size_t n>
  void check(std::array<T, n>& list) {
    for (T& item : list) check(item);
  }
  template <typename T>
  void check(std::optional<T>& value) {
    if (value) check(*value);
  }
  template <typename T>
  void check(T& value) {
    if constexpr (!std::is_enum_v<T> && !std::is_arithmetic_v<T>) fields(*this, value);
  }
  void inside(std::size_t index, std::size_t size) { good = good && index < size; }

  const KnowledgeData& data_;
};

}  // namespace

std::string encode(const KnowledgeData& data) {
  Writer writer;
  writer.bytes = signature;
  KnowledgeData copy = data;  // the field lists take references that a reader can fill
  fields(writer, copy);
  return std::move(writer.bytes);
}

Result<KnowledgeData> decode(std::string_view bytes) {
  const auto damaged = [] { return fail(ErrorCode::corrupt, "the embedded knowledge is damaged; build genu again"); };
  if (bytes.substr(0, signature.size()) != signature) return damaged();
  Reader reader(bytes.substr(signature.size()));
  KnowledgeData data;
  fields(reader, data);
  if (!reader.complete()) return damaged();
  IndexCheck indices(data);
  fields(indices, data);
  if (!indices.good || data.urgency_thresholds.size() != 4) return damaged();
  return data;
}

}  // namespace genu
