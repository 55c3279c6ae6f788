// Thousands of small damages to sound inputs: reading always returns, and every remark has a place.
#include <cstdint>
#include <string>

#include "read/review_toml.h"
#include "steelyard/base/file.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"
#include "support/paths.h"

using namespace steelyard;

namespace {

// The generator of Knuth's MMIX (The Art of Computer Programming 2, 3.3.4, table 1, line 26).
class Generator {
 public:
  std::size_t below(std::size_t bound) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>((state_ >> 33U) % bound);
  }

 private:
  std::uint64_t state_ = 1;
};

std::string damaged(std::string text, Generator& random) {
  constexpr std::string_view bytes = "\"\",;\t\n\r\\'[]{}=#.-%<0919eE\xC3\xE2\xFF\xEF\x80 ";
  for (std::size_t times = 1 + random.below(4); times > 0; --times) {
    const std::size_t at = random.below(text.size() + 1);
    const std::size_t length = random.below(9);
    switch (random.below(5)) {
      case 0:
        text.insert(at, 1, bytes[random.below(bytes.size())]);
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(random.below(text.size() + 1), length));
        break;
      case 3:
        text.insert(at, 1, static_cast<char>(random.below(256)));
        break;
      default:
        if (at < text.size()) text[at] = bytes[random.below(bytes.size())];
    }
  }
  return text;
}

// Whether every notice names the file, and a line of it if it names a column. A note that sums up
// several rows belongs to the file as a whole.
bool placed(const Notices& notices, const std::string& name) {
  for (const Notice& each : notices) {
    const bool whole_file = each.severity == Severity::note && each.where.column == 0;
    const bool sound = each.where.file == name && (each.where.line >= 1 || whole_file) &&
                       each.where.column >= 0 &&
                       !each.text.empty() &&
                       (each.source.empty() || each.caret_length >= 1 || each.where.column == 0);
    if (!sound) return false;
    if (to_text(each).empty()) return false;
  }
  return true;
}

constexpr int rounds = 3000;

}  // namespace

TEST_CASE("No damage to a table stops the reading, and every remark has a place") {
  const std::string sound[] = {
      "study,year,e_events,e_n,c_events,c_n\n\"Łódź, A\",2001,1,10,2,10\nB,2002,\"3\",10,,NR\n",
      "study;estimate;se;ci_low;ci_high;p\r\nA;0,5;0,1;;;\r\nB;0,5;;0,4;0,6;\r\nC;0,5;;;;0,04\r\n",
      "slab\tai\tbi\tci\tdi\tm1i\tm2i\tsd1i\tsd2i\tni\tri\nA\t1\t2\t3\t4\t5\t6\t7\t8\t9\t0.1\n",
  };
  Generator random;
  int remarks = 0;
  for (int i = 0; i < rounds; ++i) {
    const std::string text = damaged(sound[random.below(3)], random);
    const auto read = parse_table(text, "a.csv", {.where = {}});
    INFO(text);
    REQUIRE(placed(read.notices, "a.csv"));
    for (const Study& study : read.value.studies) REQUIRE_FALSE(study.name.empty());
    remarks += static_cast<int>(read.notices.size());
  }
  CHECK(remarks > rounds / 2);  // the damage is real
}

TEST_CASE("No damage to a review stops the reading, and every remark has a place") {
  const std::string sound = read_file(run::project() / "templates/starter/review.toml");
  Generator random;
  int remarks = 0;
  for (int i = 0; i < rounds; ++i) {
    const std::string text = damaged(sound, random);
    const Checked<Toml> root = parse_toml(text, "review.toml");
    Notices notices = root.notices;
    Review review;
    if (notices.empty()) read_review_toml(root.value, review, notices);
    show_sources(notices, "review.toml", text);
    INFO(text);
    REQUIRE(placed(notices, "review.toml"));
    remarks += static_cast<int>(notices.size());
  }
  CHECK(remarks > rounds / 4);
}
