#include "import/archive/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <clocale>

#include <archive.h>
#include <archive_entry.h>

#include "import/archive/names.h"
#include "import/test_files.h"

namespace genu {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct ToPack {
  std::string name;
  std::string bytes;
};

std::string zip_of(const std::vector<ToPack>& members, const char* options = "") {
  const char* const before = std::setlocale(LC_CTYPE, nullptr);
  const std::string locale = before == nullptr ? "C" : before;
  std::setlocale(LC_CTYPE, "C.UTF-8");  // for the names
  std::string zip(std::size_t{4} << 20, '\0');
  std::size_t used = 0;
  struct archive* writer = archive_write_new();
  archive_write_set_format_zip(writer);
  EXPECT_EQ(archive_write_set_options(writer, options), ARCHIVE_OK) << archive_error_string(writer);
  EXPECT_EQ(archive_write_open_memory(writer, zip.data(), zip.size(), &used), ARCHIVE_OK);
  for (const ToPack& member : members) {
    struct archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, member.name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(member.bytes.size()));
    EXPECT_EQ(archive_write_header(writer, entry), ARCHIVE_OK) << archive_error_string(writer);
    EXPECT_EQ(archive_write_data(writer, member.bytes.data(), member.bytes.size()),
              static_cast<la_ssize_t>(member.bytes.size()));
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  zip.resize(used);
  std::setlocale(LC_CTYPE, locale.c_str());
  return zip;
}

struct Seen {
  std::vector<std::string> names;
  std::vector<std::string> contents;
  std::vector<std::string> wanted_names;
  ArchiveReport report;
  std::optional<Error> error;
};

bool all(const ArchiveMember&) { return true; }

Seen walk(std::string_view bytes, const WantMember& want = all, const ArchiveLimits& limits = {}) {
  Seen seen;
  const auto outcome = walk_archive_bytes(
      bytes, "test.zip",
      [&](const ArchiveMember& member) {
        seen.wanted_names.push_back(member.path);
        return want(member);
      },
      [&](const ArchiveMember& member, const ByteSource& source) {
        seen.names.push_back(member.path);
        const auto content = read_all(source, std::size_t{64} << 20);
        seen.contents.push_back(!content ? "error: " + content.error().message
                                         : content->bytes + (content->warning.empty() ? "" : " !" + content->warning));
        return true;
      },
      limits);
  if (outcome) {
    seen.report = *outcome;
  } else {
    seen.error = outcome.error();
  }
  return seen;
}

std::string noise(std::size_t size) {
  std::string text;
  std::uint32_t state = 7;
  while (text.size() < size) {
    state = state * 1664525 + 1013904223;
    text += static_cast<char>(state >> 24);
  }
  return text;
}

TEST(Archive, GivesTheWantedMembers) {
  const std::string zip =
      zip_of({{"activities.csv", "table"}, {"activities/1.fit.gz", "one"}, {"media/p.jpg", "picture"}});
  const Seen seen = walk(zip, [](const ArchiveMember& member) { return member.path != "media/p.jpg"; });
  EXPECT_THAT(seen.names, ElementsAre("activities.csv", "activities/1.fit.gz"));
  EXPECT_THAT(seen.contents, ElementsAre("table", "one"));
  EXPECT_EQ(seen.report.members, 3U);
  EXPECT_EQ(seen.report.taken, 2U);
  EXPECT_THAT(seen.report.warnings, IsEmpty());
}

TEST(Archive, KnowsTheSizeBeforehand) {
  std::optional<std::uint64_t> size;
  walk(zip_of({{"a", "12345"}}), [&](const ArchiveMember& member) {
    size = member.size;
    return false;
  });
  EXPECT_EQ(size, 5U);
}

TEST(Archive, OpensZipsInsideZips) {
  const std::string inner = zip_of({{"1.fit", "one"}, {"2.fit", "two"}});
  const std::string middle = zip_of({{"inner.ZIP", inner}, {"3.fit", "three"}});
  const std::string zip = zip_of({{"x/middle.zip", middle}, {"4.fit", "four"}});
  EXPECT_THAT(walk(zip).names, ElementsAre("x/middle.zip/inner.ZIP/1.fit", "x/middle.zip/inner.ZIP/2.fit",
                                           "x/middle.zip/3.fit", "4.fit"));
  const Seen closed = walk(zip, [](const ArchiveMember& member) { return !member.is_archive; });
  EXPECT_THAT(closed.names, ElementsAre("4.fit"));
  EXPECT_THAT(closed.wanted_names, ElementsAre("x/middle.zip", "4.fit"));
  ArchiveLimits limits;
  limits.depth = 1;
  const Seen shallow = walk(zip, all, limits);
  EXPECT_THAT(shallow.names, ElementsAre("x/middle.zip/3.fit", "4.fit"));
  EXPECT_THAT(shallow.report.warnings, Contains(HasSubstr("too deep")));
}

TEST(Archive, SpillsLargeInnerZips) {
  const std::string content = noise(std::size_t{2} << 20);
  const std::string zip = zip_of({{"inner.zip", zip_of({{"big.fit", content}})}});
  ArchiveLimits limits;
  limits.nested_in_memory_bytes = 1000;
  const Seen seen = walk(zip, all, limits);
  ASSERT_EQ(seen.contents.size(), 1U);
  EXPECT_TRUE(seen.contents[0] == content);
  limits.largest_nested_bytes = 100'000;
  EXPECT_THAT(walk(zip, all, limits).report.warnings, Contains(HasSubstr("inner.zip: is larger than")));
}

TEST(Archive, ReportsAnInnerFileThatIsNoZip) {
  const Seen seen = walk(zip_of({{"a.zip", "not a zip"}, {"b.zip", ""}, {"c.fit", "c"}}));
  EXPECT_THAT(seen.names, ElementsAre("c.fit"));
  EXPECT_THAT(seen.report.warnings, ElementsAre("a.zip: is no zip that can be read", "b.zip: is empty"));
}

bool holds(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

TEST(Archive, ReadsOnBehindADamagedMember) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += std::to_string(i * 7919 % 100'003) + "\n";
  std::string zip = zip_of({{"1.fit", "one"}, {"2.fit", text}, {"3.fit", "three"}});
  const std::size_t second = zip.find("2.fit");
  for (std::size_t i = 0; i < 64; ++i) zip[second + 100'000 + i] = static_cast<char>(0xff);
  const Seen seen = walk(zip);
  EXPECT_THAT(seen.names, ElementsAre("1.fit", "2.fit", "3.fit"));
  EXPECT_EQ(seen.contents[0], "one");
  EXPECT_TRUE(holds(seen.contents[1], "!2.fit: is damaged"));
  EXPECT_TRUE(seen.contents[1].substr(0, 50'000) == text.substr(0, 50'000));
  EXPECT_EQ(seen.contents[2], "three");
}

TEST(Archive, ReportsAWrongChecksum) {
  std::string zip = zip_of({{"1.fit", noise(100'000)}, {"2.fit", "two"}});
  zip[50'000] = static_cast<char>(zip[50'000] ^ 1);
  const Seen seen = walk(zip);
  EXPECT_TRUE(holds(seen.contents[0], "!1.fit: is damaged (ZIP bad CRC"));
  EXPECT_EQ(seen.contents[1], "two");
}

TEST(Archive, ReadsOnBehindADamagedHeader) {
  std::string zip = zip_of({{"1.fit", "one"}, {"2.fit", "two"}, {"3.fit", "three"}, {"4.fit", "four"}});
  const std::size_t second = zip.find("2.fit");
  for (std::size_t i = 4; i <= 30; ++i) zip[second - i] = static_cast<char>(0xff);
  const Seen seen = walk(zip);
  EXPECT_THAT(seen.names, Contains("1.fit"));
  EXPECT_THAT(seen.names, Contains("3.fit"));
  EXPECT_THAT(seen.names, Contains("4.fit"));
}

TEST(Archive, ReadsATruncatedZipAsFarAsItGoes) {
  const std::string content = noise(400'000);
  const std::string zip = zip_of({{"1.fit", "one"}, {"2.fit", "two"}, {"3.fit", content}, {"4.fit", "four"}});
  const Seen seen = walk(std::string_view(zip).substr(0, zip.size() / 2));
  ASSERT_EQ(seen.names.size(), 3U);
  EXPECT_EQ(seen.contents[1], "two");
  EXPECT_TRUE(seen.contents[2].substr(0, 100'000) == content.substr(0, 100'000));
  EXPECT_TRUE(holds(seen.contents[2], "damaged"));
  EXPECT_FALSE(seen.report.warnings.empty());
}

TEST(Archive, LeavesOutEncryptedMembers) {
  std::string zip = zip_of({{"1.fit", "one"}, {"2.fit", "two"}});
  // The flag is enough: bit 0 of the general purpose flags, in the local header and in the table of contents.
  const std::size_t local = zip.find("PK\x03\x04"), central = zip.find("PK\x01\x02");
  zip[local + 6] = static_cast<char>(zip[local + 6] | 1);
  zip[central + 8] = static_cast<char>(zip[central + 8] | 1);
  const Seen seen = walk(zip);
  EXPECT_THAT(seen.names, ElementsAre("2.fit"));
  EXPECT_THAT(seen.report.warnings, ElementsAre("1.fit: is encrypted and was left out"));
}

TEST(Archive, TakesNamesAsNamesOnly) {
  const Seen seen = walk(zip_of({{"../../etc/passwd", "x"},
                                 {"/abs/a.fit", "y"},
                                 {"win\\b.fit", "z"},
                                 {"Caf\xC3\xA9/exportaci\xC3\xB3n.xml", "u"}},
                                "hdrcharset=UTF-8"));
  EXPECT_THAT(seen.names,
              ElementsAre("../../etc/passwd", "abs/a.fit", "win/b.fit", "Caf\xC3\xA9/exportaci\xC3\xB3n.xml"));
  EXPECT_EQ(printable_path("a\xff\x01"
                           "b"),
            "a\xEF\xBF\xBD b");
  EXPECT_EQ(printable_path("///"), "unnamed");
}

TEST(Archive, PassesOverLitter) {
  const Seen seen =
      walk(zip_of({{"__MACOSX/._1.fit", "x"}, {"a/.DS_Store", "x"}, {"a/._2.fit", "x"}, {"a/2.fit", "y"}}));
  EXPECT_THAT(seen.wanted_names, ElementsAre("a/2.fit"));
}

TEST(Archive, KeepsToItsLimits) {
  const std::string zip = zip_of({{"1", "one"}, {"2", "two"}, {"3", "three"}});
  ArchiveLimits limits;
  limits.members = 2;
  EXPECT_EQ(walk(zip, all, limits).error->code, ErrorCode::too_large);
  limits = {};
  limits.total_bytes = 6;
  const Seen bytes = walk(zip, all, limits);
  EXPECT_THAT(bytes.names, ElementsAre("1", "2", "3"));
  EXPECT_EQ(bytes.error->code, ErrorCode::too_large);
}

TEST(Archive, StopsABomb) {
  const Seen seen = walk(zip_of({{"bomb", std::string(std::size_t{60} << 20, '0')}, {"1.fit", "one"}}));
  ASSERT_EQ(seen.contents.size(), 2U);
  EXPECT_TRUE(holds(seen.contents[0], "more than is plausible"));
  EXPECT_LT(seen.contents[0].size(), std::size_t{20} << 20);
  EXPECT_EQ(seen.contents[1], "one");
}

TEST(Archive, StopsWhenToldSo) {
  std::size_t taken = 0;
  const auto report = walk_archive_bytes(zip_of({{"1", "one"}, {"2", "two"}}), "t", all,
                                         [&](const ArchiveMember&, const ByteSource&) { return ++taken > 1; });
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->stopped);
  EXPECT_EQ(taken, 1U);
}

TEST(Archive, LetsACallerReadOnlyTheBeginning) {
  const std::string zip = zip_of({{"1", noise(500'000)}, {"2", "two"}});
  std::vector<std::string> starts;
  const auto report = walk_archive_bytes(zip, "t", all, [&](const ArchiveMember&, const ByteSource& source) {
    starts.push_back(read_start(source, 3).value_or(""));
    return true;
  });
  ASSERT_TRUE(report);
  EXPECT_THAT(starts, ElementsAre(noise(3), "two"));
}

TEST(Archive, TakesAnythingElseAsOneMember) {
  const Seen seen = walk("just text");
  EXPECT_THAT(seen.names, ElementsAre("test.zip"));
  EXPECT_THAT(seen.contents, ElementsAre("just text"));
}

TEST(Archive, RefusesAZipWithNothingInIt) {
  EXPECT_EQ(walk("PK\x03\x04 and then rubbish").error->code, ErrorCode::invalid_input);
  EXPECT_EQ(walk_archive("/no/such/file", all, {}).error().code, ErrorCode::not_found);
}

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "genu-archive-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  void write(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << bytes;
  }
  std::filesystem::path path;
};

TEST(Archive, WalksFoldersAndFiles) {
  const Folder folder;
  folder.write("b/1.fit", "one");
  folder.write("a.zip", zip_of({{"2.fit", "two"}}));
  folder.write("c.gpx", "three");
  std::filesystem::create_symlink("/etc/passwd", folder.path / "link.fit");
  std::filesystem::create_directory_symlink(folder.path, folder.path / "loop");
  std::vector<std::string> seen;
  const auto take = [&](const ArchiveMember& member, const ByteSource& source) {
    seen.push_back(member.path + "=" + read_all(source, 1000)->bytes);
    return true;
  };
  const auto report = walk_archive(folder.path.string(), all, take);
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_THAT(seen, ElementsAre("a.zip/2.fit=two", "b/1.fit=one", "c.gpx=three"));
  seen.clear();
  ASSERT_TRUE(walk_archive((folder.path / "c.gpx").string(), all, take));
  ASSERT_TRUE(walk_archive((folder.path / "a.zip").string(), all, take));
  EXPECT_THAT(seen, ElementsAre("c.gpx=three", "2.fit=two"));
}

TEST(Archive, ReadsTheExports) {
  if (!std::filesystem::exists(all_files())) GTEST_SKIP() << all_files() << " is not here";
  std::vector<std::string> names;
  const auto take = [&](const ArchiveMember& member, const ByteSource& source) {
    names.push_back(member.path);
    EXPECT_EQ(read_all(source, std::size_t{1} << 20)->bytes.size(), member.size);
    return true;
  };
  const auto read = [&](const char* name) {
    names.clear();
    const auto report = walk_archive((all_files() / "exports" / name).string(), all, take);
    EXPECT_TRUE(report && report->warnings.empty());
    return names.size();
  };
  EXPECT_EQ(read("strava_export_en.zip"), 11U);
  EXPECT_EQ(read("apple_health_km.zip"), 5U);
  EXPECT_EQ(read("garmin_export.zip"), 12U);
  EXPECT_THAT(
      names,
      Contains("DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip/runner@example.com_5100000004.fit"));
}

}  // namespace
}  // namespace genu
