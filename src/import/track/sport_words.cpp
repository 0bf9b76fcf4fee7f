#include "import/track/sport_words.h"

#include <string>
#include <vector>

namespace genu {
namespace {

struct Word {
  std::string_view word;
  Sport sport;
};

// Whole words, lower case.
constexpr Word sport_words[] = {
    {"run", Sport::running},          {"runs", Sport::running},          {"running", Sport::running},
    {"runner", Sport::running},       {"jog", Sport::running},           {"jogging", Sport::running},
    {"treadmill", Sport::running},    {"lauf", Sport::running},          {"laufen", Sport::running},
    {"laufband", Sport::running},     {"traillauf", Sport::running},     {"dauerlauf", Sport::running},
    {"joggen", Sport::running},       {"courir", Sport::running},        {"carrera", Sport::running},
    {"correr", Sport::running},       {"corsa", Sport::running},         {"corrida", Sport::running},
    {"hardlopen", Sport::running},    {"hardloop", Sport::running},      {"hardlooptraining", Sport::running},
    {"trailrun", Sport::running},     {"trailrunning", Sport::running},  {"virtualrun", Sport::running},
    {"parkrun", Sport::running},      {"walk", Sport::walking},          {"walks", Sport::walking},
    {"walking", Sport::walking},      {"gehen", Sport::walking},         {"spaziergang", Sport::walking},
    {"marche", Sport::walking},       {"caminar", Sport::walking},       {"caminata", Sport::walking},
    {"camminata", Sport::walking},    {"caminhada", Sport::walking},     {"wandeling", Sport::walking},
    {"wandelen", Sport::walking},     {"hike", Sport::hiking},           {"hiking", Sport::hiking},
    {"rucking", Sport::hiking},       {"trekking", Sport::hiking},       {"wandern", Sport::hiking},
    {"wanderung", Sport::hiking},     {"randonnée", Sport::hiking},      {"senderismo", Sport::hiking},
    {"escursionismo", Sport::hiking}, {"escursione", Sport::hiking},     {"mountaineering", Sport::hiking},
    {"ride", Sport::cycling},         {"bike", Sport::cycling},          {"biking", Sport::cycling},
    {"cycling", Sport::cycling},      {"cycle", Sport::cycling},         {"bicycle", Sport::cycling},
    {"mtb", Sport::cycling},          {"radfahren", Sport::cycling},     {"radfahrt", Sport::cycling},
    {"radtour", Sport::cycling},      {"fahrrad", Sport::cycling},       {"vélo", Sport::cycling},
    {"velo", Sport::cycling},         {"cyclisme", Sport::cycling},      {"ciclismo", Sport::cycling},
    {"bicicleta", Sport::cycling},    {"bicicletta", Sport::cycling},    {"pedalada", Sport::cycling},
    {"fietsen", Sport::cycling},      {"fietstocht", Sport::cycling},    {"fietsrit", Sport::cycling},
    {"ebikeride", Sport::cycling},    {"virtualride", Sport::cycling},   {"swim", Sport::swimming},
    {"swimming", Sport::swimming},    {"schwimmen", Sport::swimming},    {"natation", Sport::swimming},
    {"natación", Sport::swimming},    {"nuoto", Sport::swimming},        {"natação", Sport::swimming},
    {"zwemmen", Sport::swimming},     {"transition", Sport::transition},
};

// Whatever else the type says, these are not on two feet or not one sport.
constexpr std::string_view other_words[] = {"wheelchair", "rollstuhl",  "swimbikerun",
                                            "triathlon",  "multisport", "rower"};

struct Code {
  std::string_view code;
  Sport sport;
};

// The numbers that Strava's GPX has written for its types.
constexpr Code strava_codes[] = {{"1", Sport::cycling},
                                 {"4", Sport::hiking},
                                 {"9", Sport::running},
                                 {"10", Sport::walking},
                                 {"16", Sport::swimming}};

bool is_upper(char letter) { return letter >= 'A' && letter <= 'Z'; }
bool is_lower(char letter) { return letter >= 'a' && letter <= 'z'; }

bool is_word_letter(char letter) {
  return is_upper(letter) || is_lower(letter) || (letter >= '0' && letter <= '9') ||
         static_cast<unsigned char>(letter) >= 0x80;
}

// Lower-case words; "TrailRunning" are two. Letters beyond ASCII keep their case, which is enough for the words above.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  char before = ' ';
  for (const char letter : text.substr(0, 400)) {
    if (!is_word_letter(letter)) {
      finish();
    } else {
      if (is_upper(letter) && is_lower(before)) finish();
      word += is_upper(letter) ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    before = letter;
  }
  finish();
  return words;
}

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> words) {
  for (const std::string_view candidate : words)
    if (word == candidate) return true;
  return false;
}

Sport sport_of_word(const std::string& word) {
  for (const Word& known : sport_words)
    if (known.word == word) return known.sport;
  return Sport::unknown;
}

bool means_treadmill(const std::string& word) {
  return is_one_of(word, {"treadmill", "laufband", "tapis", "loopband", "cinta"});
}

}  // namespace

SportAndTerrain sport_of_type(std::string_view type) {
  constexpr std::string_view apple = "HKWorkoutActivityType";
  if (type.substr(0, apple.size()) == apple) type.remove_prefix(apple.size());
  SportAndTerrain result;
  const std::vector<std::string> words = words_of(type);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {  // "Course à pied", "à pied"
    if (words[i] == "à" && words[i + 1] == "pied") result.sport = Sport::running;
    if (words[i] == "swim" && words[i + 1] == "bike") return {Sport::other, Terrain::unknown};
  }
  for (const std::string& word : words) {
    for (const std::string_view other : other_words)
      if (word == other) return {Sport::other, Terrain::unknown};
    if (result.sport == Sport::unknown) result.sport = sport_of_word(word);
    if (word == "trail" || word == "traillauf" || word == "trailrun" || word == "trailrunning")
      result.terrain = Terrain::trail;
    if (word == "track") result.terrain = Terrain::track;
    if (word == "street" || word == "road") result.terrain = Terrain::road;
    if (means_treadmill(word) || is_one_of(word, {"indoor", "virtual", "virtualrun"}))
      result.terrain = Terrain::treadmill;
  }
  if (result.sport == Sport::unknown && words.size() == 1) {
    for (const Code& code : strava_codes)
      if (code.code == words[0]) result.sport = code.sport;
  }
  if (!is_on_foot(result.sport)) result.terrain = Terrain::unknown;
  const bool says_nothing =
      words.empty() || (words.size() == 1 && (words[0].size() == 1 ||
                                              is_one_of(words[0], {"unknown", "generic", "default", "uncategorized"})));
  if (result.sport == Sport::unknown && !says_nothing) result.sport = Sport::other;
  return result;
}

SportAndTerrain sport_of_text(std::string_view text) {
  SportAndTerrain result;
  bool treadmill = false;
  for (const std::string& word : words_of(text)) {
    treadmill = treadmill || word == "treadmill" || word == "laufband";
    const Sport sport = sport_of_word(word);
    if (sport == Sport::unknown || sport == result.sport) continue;
    if (result.sport != Sport::unknown) return {};
    result.sport = sport;
  }
  if (treadmill && is_on_foot(result.sport)) result.terrain = Terrain::treadmill;
  return result;
}

}  // namespace genu
