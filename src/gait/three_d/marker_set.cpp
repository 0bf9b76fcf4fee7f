#include "gait/three_d/marker_set.h"

#include <algorithm>
#include <utility>

namespace genu {
namespace {

struct Stem {
  std::string_view text;
  MarkerSite site;
};

/// Names without their side, in small letters and digits only.
constexpr Stem sided_stems[] = {
    // Plug-in Gait, Helen Hayes, Cleveland, Hamner, OpenSim gait2392, Rizzoli (Leardini), Stanford
    {"asi", MarkerSite::asis},
    {"asis", MarkerSite::asis},
    {"ias", MarkerSite::asis},
    {"iasd", MarkerSite::asis},
    {"frontwaist", MarkerSite::asis},
    {"psi", MarkerSite::psis},
    {"psis", MarkerSite::psis},
    {"ips", MarkerSite::psis},
    {"backwaist", MarkerSite::psis},
    {"crest", MarkerSite::pelvis_tracking},
    {"iliaccrest", MarkerSite::pelvis_tracking},
    {"icrest", MarkerSite::pelvis_tracking},
    {"ic", MarkerSite::pelvis_tracking},
    {"ict", MarkerSite::pelvis_tracking},
    {"ilcr", MarkerSite::pelvis_tracking},
    {"ilc", MarkerSite::pelvis_tracking},
    {"hjc", MarkerSite::hip_centre},
    {"hipjc", MarkerSite::hip_centre},
    {"hipcenter", MarkerSite::hip_centre},
    {"hipcentre", MarkerSite::hip_centre},
    {"hipjointcenter", MarkerSite::hip_centre},
    {"hipjointcentre", MarkerSite::hip_centre},
    {"thi", MarkerSite::thigh_tracking},
    {"thap", MarkerSite::thigh_tracking},
    {"thad", MarkerSite::thigh_tracking},
    {"wandthigh", MarkerSite::thigh_tracking},
    {"lfc", MarkerSite::knee_lateral},
    {"lfe", MarkerSite::knee_lateral},
    {"fle", MarkerSite::knee_lateral},
    {"lep", MarkerSite::knee_lateral},
    {"kne", MarkerSite::knee_lateral},
    {"knee", MarkerSite::knee_lateral},
    {"kneelat", MarkerSite::knee_lateral},
    {"kneelateral", MarkerSite::knee_lateral},
    {"lateralknee", MarkerSite::knee_lateral},
    {"latknee", MarkerSite::knee_lateral},
    {"lknee", MarkerSite::knee_lateral},
    {"lkne", MarkerSite::knee_lateral},
    {"kneel", MarkerSite::knee_lateral},
    {"kneo", MarkerSite::knee_lateral},
    {"kneeout", MarkerSite::knee_lateral},
    {"kneeouter", MarkerSite::knee_lateral},
    {"outerknee", MarkerSite::knee_lateral},
    {"klat", MarkerSite::knee_lateral},
    {"lek", MarkerSite::knee_lateral},
    {"femlatepi", MarkerSite::knee_lateral},
    {"lateralepicondyle", MarkerSite::knee_lateral},
    {"lateralfemoralepicondyle", MarkerSite::knee_lateral},
    {"mfc", MarkerSite::knee_medial},
    {"mfe", MarkerSite::knee_medial},
    {"fme", MarkerSite::knee_medial},
    {"mep", MarkerSite::knee_medial},
    {"kneemed", MarkerSite::knee_medial},
    {"kneemedial", MarkerSite::knee_medial},
    {"medialknee", MarkerSite::knee_medial},
    {"medknee", MarkerSite::knee_medial},
    {"mknee", MarkerSite::knee_medial},
    {"mkne", MarkerSite::knee_medial},
    {"kneem", MarkerSite::knee_medial},
    {"knem", MarkerSite::knee_medial},
    {"knemed", MarkerSite::knee_medial},
    {"knm", MarkerSite::knee_medial},
    {"kni", MarkerSite::knee_medial},
    {"kneein", MarkerSite::knee_medial},
    {"kneeinner", MarkerSite::knee_medial},
    {"innerknee", MarkerSite::knee_medial},
    {"kmed", MarkerSite::knee_medial},
    {"mek", MarkerSite::knee_medial},
    {"femmedepi", MarkerSite::knee_medial},
    {"medialepicondyle", MarkerSite::knee_medial},
    {"medialfemoralepicondyle", MarkerSite::knee_medial},
    {"tib", MarkerSite::shank_tracking},
    {"tiap", MarkerSite::shank_tracking},
    {"tiad", MarkerSite::shank_tracking},
    {"sha", MarkerSite::shank_tracking},
    {"shn", MarkerSite::shank_tracking},
    {"fax", MarkerSite::shank_tracking},
    {"fibula", MarkerSite::shank_tracking},
    {"ttc", MarkerSite::shank_tracking},
    {"tibialtuberosity", MarkerSite::shank_tracking},
    {"wandshank", MarkerSite::shank_tracking},
    {"lmal", MarkerSite::ankle_lateral},
    {"lm", MarkerSite::ankle_lateral},
    {"fal", MarkerSite::ankle_lateral},
    {"ank", MarkerSite::ankle_lateral},
    {"ankle", MarkerSite::ankle_lateral},
    {"anklelat", MarkerSite::ankle_lateral},
    {"anklelateral", MarkerSite::ankle_lateral},
    {"lateralankle", MarkerSite::ankle_lateral},
    {"latankle", MarkerSite::ankle_lateral},
    {"lankle", MarkerSite::ankle_lateral},
    {"lank", MarkerSite::ankle_lateral},
    {"anklel", MarkerSite::ankle_lateral},
    {"anko", MarkerSite::ankle_lateral},
    {"ankleout", MarkerSite::ankle_lateral},
    {"ankleouter", MarkerSite::ankle_lateral},
    {"alat", MarkerSite::ankle_lateral},
    {"latmal", MarkerSite::ankle_lateral},
    {"mallat", MarkerSite::ankle_lateral},
    {"lateralmalleolus", MarkerSite::ankle_lateral},
    {"mmal", MarkerSite::ankle_medial},
    {"mm", MarkerSite::ankle_medial},
    {"tam", MarkerSite::ankle_medial},
    {"anklemed", MarkerSite::ankle_medial},
    {"anklemedial", MarkerSite::ankle_medial},
    {"medialankle", MarkerSite::ankle_medial},
    {"medankle", MarkerSite::ankle_medial},
    {"mankle", MarkerSite::ankle_medial},
    {"mank", MarkerSite::ankle_medial},
    {"anklem", MarkerSite::ankle_medial},
    {"ankm", MarkerSite::ankle_medial},
    {"ankmed", MarkerSite::ankle_medial},
    {"anm", MarkerSite::ankle_medial},
    {"ani", MarkerSite::ankle_medial},
    {"anklein", MarkerSite::ankle_medial},
    {"ankleinner", MarkerSite::ankle_medial},
    {"amed", MarkerSite::ankle_medial},
    {"med", MarkerSite::ankle_medial},
    {"medmal", MarkerSite::ankle_medial},
    {"malmed", MarkerSite::ankle_medial},
    {"medialmalleolus", MarkerSite::ankle_medial},
    {"cal", MarkerSite::heel},
    {"calc", MarkerSite::heel},
    {"calcaneus", MarkerSite::heel},
    {"fcc", MarkerSite::heel},
    {"hee", MarkerSite::heel},
    {"heel", MarkerSite::heel},
    {"heelback", MarkerSite::heel},
    {"toe", MarkerSite::toe},
    {"toetip", MarkerSite::toe},
    {"bigtoe", MarkerSite::toe},
    {"hallux", MarkerSite::toe},
    {"hlx", MarkerSite::toe},
    {"mt2", MarkerSite::toe},
    {"fm2", MarkerSite::toe},
    {"2mt", MarkerSite::toe},
    {"mth2", MarkerSite::toe},
    {"mtp2", MarkerSite::toe},
    {"d2mt", MarkerSite::toe},
    {"2meta", MarkerSite::toe},
    {"forefoot", MarkerSite::toe},
    {"toelat", MarkerSite::toe},
    {"toemed", MarkerSite::toe},
    {"smh", MarkerSite::toe},
    {"fmh", MarkerSite::foot_tracking},
    {"vmh", MarkerSite::foot_tracking},
    {"nav", MarkerSite::foot_tracking},
    {"navicular", MarkerSite::foot_tracking},
    {"5thmeta", MarkerSite::foot_tracking},
    {"smalltoe", MarkerSite::toe},
    {"sho", MarkerSite::shoulder},
    {"shoulder", MarkerSite::shoulder},
    {"acr", MarkerSite::shoulder},
    {"acro", MarkerSite::shoulder},
    {"acromium", MarkerSite::shoulder},
    {"acromion", MarkerSite::shoulder},
    {"acj", MarkerSite::shoulder},
    {"ac", MarkerSite::shoulder},
    {"cac", MarkerSite::shoulder},
    {"cla", MarkerSite::chest},
    {"clav", MarkerSite::chest},
    {"clavicle", MarkerSite::chest},
    {"sternum", MarkerSite::chest},
    {"stern", MarkerSite::chest},
};

constexpr Stem middle_stems[] = {
    {"sacr", MarkerSite::sacrum},    {"sacrum", MarkerSite::sacrum},   {"sacral", MarkerSite::sacrum},
    {"vsacral", MarkerSite::sacrum}, {"vsacrum", MarkerSite::sacrum},  {"vsac", MarkerSite::sacrum},
    {"sac", MarkerSite::sacrum},     {"s1", MarkerSite::sacrum},       {"s2", MarkerSite::sacrum},
    {"clav", MarkerSite::chest},     {"clavicle", MarkerSite::chest},  {"ij", MarkerSite::chest},
    {"jug", MarkerSite::chest},      {"sjn", MarkerSite::chest},       {"strn", MarkerSite::chest},
    {"sternum", MarkerSite::chest},  {"manubrium", MarkerSite::chest}, {"suprasternale", MarkerSite::chest},
    {"c7", MarkerSite::neck},        {"cv7", MarkerSite::neck},        {"spinec7", MarkerSite::neck},
};

struct WholeName {
  std::string_view text;
  MarkerMeaning meaning;
};

/// Names with their side in the middle (Qualisys).
constexpr WholeName whole_names[] = {
    {"waistlfront", {MarkerSite::asis, BodySide::left}}, {"waistrfront", {MarkerSite::asis, BodySide::right}},
    {"waistlback", {MarkerSite::psis, BodySide::left}},  {"waistrback", {MarkerSite::psis, BodySide::right}},
    {"waistback", {MarkerSite::sacrum, std::nullopt}},
};

/// Beginnings that are followed by a place or a number ("thigh1", "Thigh.Upper", "TH3", "sh2").
constexpr Stem numbered_stems[] = {
    {"thigh", MarkerSite::thigh_tracking},  {"th", MarkerSite::thigh_tracking},
    {"tigh", MarkerSite::thigh_tracking},   {"femur", MarkerSite::thigh_tracking},
    {"thi", MarkerSite::thigh_tracking},    {"shank", MarkerSite::shank_tracking},
    {"tibia", MarkerSite::shank_tracking},  {"tb", MarkerSite::shank_tracking},
    {"tib", MarkerSite::shank_tracking},    {"sh", MarkerSite::shank_tracking},
    {"sha", MarkerSite::shank_tracking},    {"shin", MarkerSite::shank_tracking},
    {"sk", MarkerSite::shank_tracking},     {"lowerleg", MarkerSite::shank_tracking},
    {"midfoot", MarkerSite::foot_tracking}, {"foot", MarkerSite::foot_tracking},
    {"mt", MarkerSite::foot_tracking},      {"met", MarkerSite::foot_tracking},
    {"meta", MarkerSite::foot_tracking},    {"mth", MarkerSite::foot_tracking},
    {"mtp", MarkerSite::foot_tracking},     {"fm", MarkerSite::foot_tracking},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string plain(std::string_view name) {
  if (const auto colon = name.rfind(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
  std::string text;
  for (const char c : name) {
    if (is_digit(c) || (c >= 'a' && c <= 'z')) text += c;
    if (c >= 'A' && c <= 'Z') text += static_cast<char>(c - 'A' + 'a');
  }
  constexpr std::string_view opencap = "study";
  if (text.size() > opencap.size() && text.ends_with(opencap)) text.resize(text.size() - opencap.size());
  return text;
}

template <std::size_t count>
std::optional<MarkerSite> exact(const Stem (&stems)[count], std::string_view text) {
  const auto* found = std::find_if(std::begin(stems), std::end(stems), [&](const Stem& s) { return s.text == text; });
  return found == std::end(stems) ? std::nullopt : std::optional(found->site);
}

/// "th1", "5meta", "thighupper": whole words may be followed by a place, abbreviations only by a number.
std::optional<MarkerSite> numbered(std::string_view text) {
  constexpr std::size_t whole_word = 4;
  if (!text.empty() && is_digit(text.front())) {
    const std::string turned = std::string(text.substr(1)) + text.front();
    return is_digit(turned.front()) ? std::nullopt : numbered(turned);
  }
  for (const Stem& stem : numbered_stems) {
    if (!text.starts_with(stem.text)) continue;
    const std::string_view rest = text.substr(stem.text.size());
    const bool number = !rest.empty() && std::all_of(rest.begin(), rest.end(), is_digit);
    if (number || stem.text.size() >= whole_word) return stem.site;
  }
  return std::nullopt;
}

std::optional<MarkerMeaning> of_side(std::string_view stem, BodySide leg) {
  auto site = exact(sided_stems, stem);
  if (!site) site = numbered(stem);
  return site ? std::optional(MarkerMeaning{*site, leg}) : std::nullopt;
}

std::optional<MarkerMeaning> side_in_front(std::string_view text, std::string_view word, BodySide leg) {
  return text.size() > word.size() && text.starts_with(word) ? of_side(text.substr(word.size()), leg) : std::nullopt;
}
std::optional<MarkerMeaning> side_behind(std::string_view text, std::string_view word, BodySide leg) {
  return text.size() > word.size() && text.ends_with(word) ? of_side(text.substr(0, text.size() - word.size()), leg)
                                                           : std::nullopt;
}

bool ever_seen(const MarkerRecording& recording, std::size_t marker) {
  for (std::size_t frame = 0; frame < recording.time_s.size(); ++frame) {
    if (recording.at(frame, marker).known()) return true;
  }
  return false;
}

double squared_distance(const Vector3& a, const Vector3& b) {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) + (a.z - b.z) * (a.z - b.z);
}

/// Whether `inner` lies nearer to `opposite` than `outer` does in most frames where all three are seen.
bool lies_inside(const MarkerRecording& recording, std::size_t inner, std::size_t outer, std::size_t opposite) {
  std::ptrdiff_t balance = 0;
  for (std::size_t frame = 0; frame < recording.time_s.size(); ++frame) {
    const Vector3& other = recording.at(frame, opposite);
    const double from_inner = squared_distance(recording.at(frame, inner), other);
    const double from_outer = squared_distance(recording.at(frame, outer), other);
    if (from_inner < from_outer) ++balance;
    if (from_inner > from_outer) --balance;
  }
  return balance > 0;
}

void split_twins(const MarkerRecording& recording, MarkerSet& set, MarkerSite lateral, MarkerSite medial) {
  for (const BodySide leg : both_sides) {
    const auto side = static_cast<std::size_t>(leg);
    auto& columns = set.sided[static_cast<std::size_t>(lateral)][side];
    auto& inner = set.sided[static_cast<std::size_t>(medial)][side];
    const auto& opposite = set.sided[static_cast<std::size_t>(lateral)][1 - side];
    if (columns.size() == 2 && inner.empty() && !opposite.empty() &&
        lies_inside(recording, columns[1], columns[0], opposite.front())) {
      inner.push_back(columns[1]);
    }
    if (columns.size() > 1) columns.resize(1);
  }
}

std::string missing_part(MarkerSite site, BodySide leg) { return std::string(name_of(leg)) + " " + name_of(site); }

std::vector<std::string> what_is_missing(const MarkerSet& set) {
  std::vector<std::string> missing;
  for (const BodySide leg : both_sides) {
    if (set.of(MarkerSite::asis, leg).empty()) missing.push_back(missing_part(MarkerSite::asis, leg));
    if (set.of(MarkerSite::psis, leg).empty() && set.of(MarkerSite::sacrum).empty()) {
      missing.push_back(missing_part(MarkerSite::psis, leg) + " (or sacrum)");
    }
    const bool thigh =
        set.of(MarkerSite::thigh_tracking, leg).size() + set.of(MarkerSite::knee_lateral, leg).size() > 1;
    if (!thigh) missing.push_back(missing_part(MarkerSite::thigh_tracking, leg));
    const bool shank =
        set.of(MarkerSite::shank_tracking, leg).size() + set.of(MarkerSite::ankle_lateral, leg).size() > 1;
    if (!shank) missing.push_back(missing_part(MarkerSite::shank_tracking, leg));
    for (const MarkerSite site : {MarkerSite::heel, MarkerSite::toe}) {
      if (set.of(site, leg).empty()) missing.push_back(missing_part(site, leg));
    }
  }
  return missing;
}

std::string joined(const std::vector<std::string>& words, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), most); ++i) text += (i > 0 ? ", " : "") + words[i];
  return words.size() > most ? text + " and others" : text;
}

}  // namespace

const char* name_of(MarkerSite site) {
  switch (site) {
    case MarkerSite::asis: return "ASIS (front of the pelvis)";
    case MarkerSite::psis: return "PSIS (back of the pelvis)";
    case MarkerSite::sacrum: return "sacrum";
    case MarkerSite::pelvis_tracking: return "iliac crest";
    case MarkerSite::hip_centre: return "hip centre";
    case MarkerSite::thigh_tracking: return "thigh";
    case MarkerSite::knee_lateral: return "knee, outer side";
    case MarkerSite::knee_medial: return "knee, inner side";
    case MarkerSite::shank_tracking: return "shank";
    case MarkerSite::ankle_lateral: return "ankle, outer side";
    case MarkerSite::ankle_medial: return "ankle, inner side";
    case MarkerSite::heel: return "heel";
    case MarkerSite::toe: return "toe";
    case MarkerSite::foot_tracking: return "foot";
    case MarkerSite::shoulder: return "shoulder";
    case MarkerSite::chest: return "chest";
    case MarkerSite::neck: return "neck (C7)";
  }
  return "";
}

std::optional<MarkerMeaning> marker_meaning(std::string_view name) {
  const std::string text = plain(name);
  for (const WholeName& whole : whole_names) {
    if (whole.text == text) return whole.meaning;
  }
  for (const auto& [word, leg] : {std::pair{"left", BodySide::left}, std::pair{"right", BodySide::right}}) {
    if (auto meaning = side_in_front(text, word, leg)) return meaning;
    if (auto meaning = side_behind(text, word, leg)) return meaning;
  }
  if (const auto site = exact(middle_stems, text)) return MarkerMeaning{*site, std::nullopt};
  for (const auto& [letter, leg] : {std::pair{"l", BodySide::left}, std::pair{"r", BodySide::right}}) {
    if (auto meaning = side_in_front(text, letter, leg)) return meaning;
  }
  for (const auto& [letter, leg] : {std::pair{"l", BodySide::left}, std::pair{"r", BodySide::right}}) {
    if (auto meaning = side_behind(text, letter, leg)) return meaning;
  }
  return std::nullopt;
}

MarkerSet sort_markers(const MarkerRecording& recording) {
  MarkerSet set;
  for (std::size_t marker = 0; marker < recording.names.size(); ++marker) {
    const auto meaning = marker_meaning(recording.names[marker]);
    if (!meaning) {
      set.unknown.push_back(recording.names[marker]);
    } else if (ever_seen(recording, marker)) {
      const auto site = static_cast<std::size_t>(meaning->site);
      auto& columns = meaning->leg ? set.sided[site][static_cast<std::size_t>(*meaning->leg)] : set.middle[site];
      columns.push_back(marker);
    }
  }
  split_twins(recording, set, MarkerSite::knee_lateral, MarkerSite::knee_medial);
  split_twins(recording, set, MarkerSite::ankle_lateral, MarkerSite::ankle_medial);
  return set;
}

Result<MarkerSet> recognise_markers(const MarkerRecording& recording) {
  MarkerSet set = sort_markers(recording);
  const std::vector<std::string> missing = what_is_missing(set);
  if (missing.empty()) return set;
  std::string message = "These markers are missing or have names that genu does not know: " + joined(missing, 8) + ".";
  if (!set.unknown.empty()) message += " Names not understood: " + joined(set.unknown, 8) + ".";
  return fail(ErrorCode::invalid_input,
              message + " Rename the markers, for example to LASI, LPSI, LKNE, LANK, LHEE, LTOE.");
}

}  // namespace genu
