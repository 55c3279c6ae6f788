// What no page can show and what no study can have, word for word.
#include <string>

#include "read/review_toml.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"

using namespace steelyard;

namespace {

std::string told_of_table(std::string_view text) {
  return to_text(parse_table(text, "a.csv", {}).notices);
}

constexpr std::string_view head = R"(title = "T"
[question]
population = "P"
intervention = "I"
comparator = "C"
)";

constexpr std::string_view claim = R"([[claim]]
id = "C1"
claimant = "X"
claimant_type = "clinic"
commercial_interest = "unknown"
paraphrase = "P"
)";

// Notices about a review with `more` after its head of five lines.
std::string told_of_review(std::string_view more) {
  const std::string text = std::string(head) + std::string(more);
  const Checked<Toml> root = parse_toml(text, "review.toml");
  Notices notices = root.notices;
  Review review;
  if (notices.empty()) read_review_toml(root.value, review, notices);
  show_sources(notices, "review.toml", text);
  return to_text(notices);
}

// As above, the lines of a claim that follow its paraphrase on line 11.
std::string told_of_claim(std::string_view more) {
  return told_of_review(std::string(claim) + std::string(more));
}

}  // namespace

TEST_CASE("A cell with a character that cannot be printed is an error, whatever its column") {
  CHECK(told_of_table("study,events,n,remark\nA,1,10,x\nB,2,10,\x1B[31mred\n") ==
        "a.csv:3:8: error: the character U+001B is a control code, but must be one that can be "
        "printed\n"
        "  B,2,10, [31mred\n"
        "         ^\n"
        "  hint: delete it, or type what it should show\n");
}

TEST_CASE("A text or key of review.toml with a character that cannot be printed is an error") {
  CHECK(told_of_review("\"a\\u001B\" = 1\n")
            .find("the key 'a\uFFFD': the character U+001B is a control code, but must be one that "
                  "can be printed\n") != std::string::npos);
  CHECK(told_of_review("[[outcome]]\nid = \"o\"\nname = \"a\\u001Bb\"\nbetter = \"lower\"\n") ==
        "review.toml:8:8: error: name: the character U+001B is a control code, but must be one "
        "that can be printed\n"
        "  name = \"a\\u001Bb\"\n"
        "         ^^^^^^^^^^\n"
        "  hint: delete it, or type what it should show\n");
  CHECK(told_of_review("[[outcome]]\nid = \"o\"\nname = \"a\uE000\"\nbetter = \"lower\"\n") ==
        "review.toml:8:8: error: name: the character U+E000 is for private use, but must be one "
        "that can be printed\n"
        "  name = \"a \"\n"
        "         ^^^^\n"
        "  hint: delete it, or type what it should show\n");
}

TEST_CASE("A standard error too small to square is told at its own cell") {
  const std::string left_out =
      "; the row is left out, unless it gives an effect in another way\n";
  CHECK(told_of_table("study,estimate,se\nC,0.5,1e-200\n") ==
        "a.csv:2:7: warning: C: se is 1e-200, but must be 1e-150 or more\n"
        "  C,0.5,1e-200\n"
        "        ^^^^^^\n"
        "  hint: the standard error is too small to square" + left_out);
  CHECK(told_of_table("study,estimate,ci_low,ci_high\nC,0,-1e-200,1e-200\n") ==
        "a.csv:2:13: warning: C: ci_high is 1e-200, but must be further above ci_low\n"
        "  C,0,-1e-200,1e-200\n"
        "              ^^^^^^\n"
        "  hint: the standard error is too small to square" + left_out);
  CHECK(told_of_table("study,estimate,p\nC,1e-200,0.5\n") ==
        "a.csv:2:3: warning: C: estimate is 1e-200, but must be further from 0\n"
        "  C,1e-200,0.5\n"
        "    ^^^^^^\n"
        "  hint: the standard error is too small to square" + left_out);
  CHECK(told_of_table("study,estimate,variance\nC,0.5,1e-301\n") ==
        "a.csv:2:7: warning: C: variance is 1e-301, but must be 1e-300 or more\n"
        "  C,0.5,1e-301\n"
        "        ^^^^^^\n"
        "  hint: the variance is too small to divide by" + left_out);
  CHECK(told_of_table("study,mean,sd,n\nC,0.5,1e-151,10\n") ==
        "a.csv:2:7: warning: C: sd is 1e-151, but must be 1e-150 or more\n"
        "  C,0.5,1e-151,10\n"
        "        ^^^^^^\n"
        "  hint: the standard deviation is too small to square" + left_out);
}

TEST_CASE("A number that cannot be calculated with is refused, one at the bound is not") {
  CHECK(told_of_table("study,mean,sd,n\nA,-1.1e100,1,10\nB,1e100,1,10\n") ==
        "a.csv:2:3: error: A: mean is -1.1e100, but must be -1e100 to 1e100\n"
        "  A,-1.1e100,1,10\n"
        "    ^^^^^^^^\n"
        "  hint: larger numbers cannot be calculated with\n");
}

TEST_CASE("More people than mankind could send into a trial are refused") {
  CHECK(told_of_table("study,events,n\nA,1,1000000001\nB,1,1000000000\n") ==
        "a.csv:2:5: error: A: n is 1000000001, but must be at most 1000000000\n"
        "  A,1,1000000001\n"
        "      ^^^^^^^^^^\n"
        "  hint: more people than any study has\n");
  CHECK(told_of_table("study,events,time\nA,2e9,1e10\n") ==
        "a.csv:2:3: error: A: events is 2e9, but must be at most 1000000000\n"
        "  A,2e9,1e10\n"
        "    ^^^\n"
        "  hint: more people than any study has\n");
  CHECK(told_of_table("study,events,nonevents\nA,1,2e9\n") ==
        "a.csv:2:5: error: A: nonevents is 2e9, but must be at most 1000000000\n"
        "  A,1,2e9\n"
        "      ^^^\n"
        "  hint: more people than any study has\n");
  CHECK(told_of_claim("type = \"future\"\nn = 1000000001\n") ==
        "review.toml:13:5: error: claim C1: n is 1000000001, but must be at most 1000000000\n"
        "  n = 1000000001\n"
        "      ^^^^^^^^^^\n"
        "  hint: more people than any study has\n");
}

TEST_CASE("Languages and times that there are not are told with those that there are") {
  CHECK(told_of_review("[[outcome]]\nid = \"o\"\nname = \"O\"\nbetter = \"lower\"\n"
                       "time_weeks = 5201\n") ==
        "review.toml:10:14: error: outcome o: time_weeks is 5201, but must be 0 to 5200 (100 "
        "years)\n"
        "  time_weeks = 5201\n"
        "               ^^^^\n");
  CHECK(told_of_claim("type = \"future\"\ntime_point_weeks = -1\n") ==
        "review.toml:13:20: error: claim C1: time_point_weeks is -1, but must be 0 to 5200 (100 "
        "years)\n"
        "  time_point_weeks = -1\n"
        "                     ^^\n");
  const std::string german = "lang = \"de\"\n" + std::string(head);
  Notices notices;
  Review review;
  read_review_toml(parse_toml(german, "review.toml").value, review, notices);
  show_sources(notices, "review.toml", german);
  CHECK(to_text(notices) ==
        "review.toml:1:8: error: lang is 'de', but must be en\n"
        "  lang = \"de\"\n"
        "         ^^^^\n");
  CHECK(review.lang == "en");
}

TEST_CASE("A claim of zero events has none, in counts and in per cent") {
  CHECK(told_of_claim("type = \"safety_zero\"\nn = 9\nevents = 2\npercent_text = \"0.5\"\n") ==
        "review.toml:14:10: error: claim C1: events is 2, but must be 0 (type is safety_zero)\n"
        "  events = 2\n"
        "           ^\n"
        "  hint: a claim of zero events cannot have events\n"
        "review.toml:15:16: error: claim C1: percent_text is '0.5', but must be 0 (type is "
        "safety_zero)\n"
        "  percent_text = \"0.5\"\n"
        "                 ^^^^^\n"
        "  hint: a claim of zero events cannot have events\n");
  CHECK(
      told_of_claim("type = \"safety_zero\"\nn = 9\nevents = 0\npercent_text = \"0.0\"\n").empty());
}

TEST_CASE("A percentage has at most six decimals") {
  CHECK(told_of_claim("type = \"future\"\npercent_text = \"12.1234567\"\n") ==
        "review.toml:13:16: error: claim C1: percent_text is '12.1234567', but must have at most 6 "
        "decimals\n"
        "  percent_text = \"12.1234567\"\n"
        "                 ^^^^^^^^^^^^\n");
  CHECK(told_of_claim("type = \"future\"\npercent_text = \"12.123456\"\n").empty());
}

TEST_CASE("A cell that says that nothing was reported is no cell") {
  const auto [table, notices] = parse_table(
      "study,events,n,group\nA,1,10,NA\nB,1,10,-\nC,1,10,nr\nD,1,10,high\n", "a.csv", {});
  CHECK(to_text(notices).empty());
  REQUIRE(table.studies.size() == 4);
  for (std::size_t i = 0; i < 3; ++i) CHECK(table.studies[i].cell("group").empty());
  CHECK(table.studies[0].cells.size() == 3);
  CHECK(table.studies[3].cell("group") == "high");
}
