// The reader of sentences against a corpus: what it must understand, and what it must refuse.
#include <cmath>
#include <string>
#include <vector>

#include "steelyard/base/file.h"
#include "steelyard/base/text.h"
#include "steelyard/claim/sentence.h"
#include "support/catch.h"
#include "support/paths.h"

namespace {

std::vector<std::vector<std::string>> rows_of(const std::string& name) {
  const std::string text = steelyard::read_file(
      run::project() / "tests/claim/data" / name);
  std::vector<std::vector<std::string>> rows;
  for (const std::string& line : steelyard::split(text, '\n'))
    if (!line.empty()) rows.push_back(steelyard::split(line, '\t'));
  rows.erase(rows.begin());
  return rows;
}

std::string shown(const std::optional<long>& value) {
  return value ? std::to_string(*value) : "-";
}

// What was counted: a good event, a bad one, no change, or nothing that is known.
std::string sense_of(const steelyard::CountedEvent& counted) {
  if (counted.good()) return "good";
  if (counted.bad()) return "bad";
  return counted.topic == steelyard::EventTopic::no_change ? "no_change" : "-";
}

std::string shown(steelyard::Bound bound) {
  switch (bound) {
    case steelyard::Bound::more_than: return "more_than";
    case steelyard::Bound::at_least: return "at_least";
    case steelyard::Bound::fewer_than: return "fewer_than";
    case steelyard::Bound::up_to: return "up_to";
    case steelyard::Bound::none: break;
  }
  return "-";
}

std::string or_dash(const std::string& text) {
  return text.empty() ? "-" : text;
}

}  // namespace

TEST_CASE("The corpus of sentences is read as people mean them") {
  const auto rows = rows_of("sentences_read.tsv");
  CHECK(rows.size() >= 320);
  for (const auto& row : rows) {
    INFO(row[0]);
    const auto reading = steelyard::read_sentence(row[0]);
    CHECK(reading.refusal.empty());
    const steelyard::Claim& claim = reading.claim;
    CHECK(claim.type == row[1]);
    CHECK(or_dash(claim.percent_text) == row[2]);
    CHECK(shown(claim.events) == row[3]);
    CHECK(shown(claim.n) == row[4]);
    CHECK(claim.approx == (row[5] == "1"));
    const double weeks = claim.time_point_weeks.value_or(-1);
    CHECK(std::abs(weeks - (row[6] == "-" ? -1 : *steelyard::parse_number(row[6]))) < 0.006);
    CHECK(claim.comparator_stated == row[7]);
    CHECK(or_dash(claim.comparator_text) == row[8]);
    CHECK(claim.asserted_direction == row[9]);
    CHECK(sense_of(reading.counted) == row[10]);
    CHECK(shown(reading.bound) == row[11]);
    CHECK(std::abs(claim.ratio.value_or(-1) - (row[12] == "-" ? -1 : *steelyard::parse_number(row[12]))) <
          0.0001);
    CHECK_FALSE(reading.understood.empty());
  }
}

TEST_CASE("Sentences that say no number of people, or two, or an impossible one, are refused") {
  const auto rows = rows_of("sentences_refused.tsv");
  CHECK(rows.size() >= 130);
  for (const auto& row : rows) {
    INFO(row[0]);
    const auto reading = steelyard::read_sentence(row[0]);
    CHECK(reading.refusal == row[1]);
  }
}

TEST_CASE("A reading never holds a number that the sentence does not say") {
  for (const auto& row : rows_of("sentences_read.tsv")) {
    INFO(row[0]);
    const steelyard::Claim claim = steelyard::read_sentence(row[0]).claim;
    if (claim.events && claim.n) CHECK(*claim.events <= *claim.n);
    if (!claim.percent_text.empty()) {
      const auto percent = steelyard::parse_number(claim.percent_text);
      REQUIRE(percent);
      CHECK(*percent >= 0);
      CHECK(*percent <= 100);
    }
    if (claim.n) CHECK(*claim.n >= 1);
  }
}

TEST_CASE("Case, white space and a final full stop change nothing") {
  for (const auto& row : rows_of("sentences_read.tsv")) {
    INFO(row[0]);
    const auto plain = steelyard::read_sentence(row[0]).claim;
    const auto spaced =
        steelyard::read_sentence(std::string("  ").append(row[0]).append(" .  ")).claim;
    CHECK(plain.type == spaced.type);
    CHECK(plain.events == spaced.events);
    CHECK(plain.n == spaced.n);
    CHECK(plain.percent_text == spaced.percent_text);
  }
}

TEST_CASE("One person is no \"1 people\"") {
  const auto first = [](const char* sentence) {
    return steelyard::read_sentence(sentence).understood.front().key;
  };
  CHECK(first("1 person died") == "events_only_one");
  CHECK(first("2 people died") == "events_only");
  CHECK(first("1 of 1 patients died") == "share_counts_one");
}

TEST_CASE("Any bytes at all are read or refused") {
  std::string bytes = "75% of 200 patients improved after 6 months, better than usual";
  std::uint64_t state = 88172645463325252ULL;  // xorshift64: the same bytes on every run
  for (int i = 0; i < 20000; ++i) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    std::string mutated = bytes;
    mutated[state % mutated.size()] = static_cast<char>(state >> 32);
    if (state % 3 == 0) mutated.erase((state >> 8) % mutated.size(), (state >> 40) % 9);
    if (state % 5 == 0) mutated.insert((state >> 16) % (mutated.size() + 1), "12 of ");
    const auto reading = steelyard::read_sentence(mutated);
    if (reading.refusal.empty() && reading.claim.events && reading.claim.n)
      CHECK(*reading.claim.events <= *reading.claim.n);
  }
}
