// What `check` tells of fields that contradict each other.
#include <algorithm>
#include <string>

#include "support/catch.h"
#include "support/review_folder.h"

namespace {

using steelyard::Notices;
using steelyard::Severity;

// All notices of reading and analysing a review with one analysis.
Notices notices_of(const std::string& outcome, const std::string& analysis, const std::string& table,
                   const std::string& claims = "") {
  const review_folder::Folder folder;
  folder.file("review.toml", review_folder::head + "[[outcome]]\nid = \"o\"\nname = \"o\"\nbetter = \"higher\"\n" +
                                 outcome + "[[analysis]]\nid = \"main\"\noutcome = \"o\"\ndata = \"t.csv\"\n" +
                                 analysis + claims);
  folder.file("t.csv", table);
  folder.file("notes.md", "# Notes\n");
  steelyard::Checked<steelyard::Review> review = steelyard::read_review(folder.path());
  Notices all = review.notices;
  if (has_errors(all)) return all;
  append(all, steelyard::analyse(std::move(review.value), std::nullopt).notices);
  return all;
}

// How many notices of this severity hold these words.
long told(const Notices& notices, Severity severity, const std::string& words) {
  INFO(to_text(notices));
  return std::ranges::count_if(notices, [&](const steelyard::Notice& each) {
    return each.severity == severity && (each.text + " " + each.hint).find(words) != std::string::npos;
  });
}

const std::string trials = "study,e_events,e_n,c_events,c_n\nA 2001,30,60,20,60\nB 2002,35,60,22,60\n";
const std::string means = "study,e_mean,e_sd,e_n,c_mean,c_sd,c_n\nA 2001,10,3,30,12,3,30\n";

std::string rated(const std::string& fields) {
  return "measure = \"RR\"\n[analysis.certainty]\nreasons = [\"r\"]\n" + fields;
}

}  // namespace

TEST_CASE("A level of certainty that is not the sum of its ratings is told") {
  const auto warned = [](const std::string& fields, const std::string& words) {
    return told(notices_of("", rated(fields), trials), Severity::warning, words);
  };
  CHECK(warned("level = \"high\"\nrisk_of_bias = -1\n",
               "level is \"high\", but the ratings add up to -1, which from \"high\" on gives \"moderate\"") == 1);
  CHECK(warned("level = \"moderate\"\nstarts_low = true\nimprecision = 0\n", "from \"low\" on gives \"low\"") == 1);
  CHECK(warned("level = \"low\"\nrisk_of_bias = -3\nimprecision = -2\n", "gives \"very low\"") == 1);
  CHECK(warned("level = \"very low\"\nrisk_of_bias = -3\nimprecision = -2\n", "level is") == 0);
  CHECK(warned("level = \"moderate\"\nrisk_of_bias = -1\n", "level is") == 0);
  // A level alone has no ratings to differ from, and nothing that it follows from.
  CHECK(warned("level = \"high\"\n", "level is \"high\", but no rating says how it came about") == 1);
  CHECK(warned("imprecision = -1\n", "no rating") == 0);
}

TEST_CASE("A row that lacks one number is told with its study and the reason") {
  const Notices notices = notices_of("", "measure = \"RR\"\n", trials + "C 2003,30,,20,60\nD 2004,,,,\n");
  CHECK(told(notices, Severity::warning, "C 2003: left out of analysis main, because e_n is missing") == 1);
  CHECK(told(notices, Severity::warning, "D 2004") == 0);
}

TEST_CASE("Differences per 1000 people are refused for an outcome of means") {
  const std::string important =
      "unit = \"mm\"\nimportant = { benefit_per_1000 = 50, harm_per_1000 = 50, source = \"panel\" }\n";
  CHECK(told(notices_of(important, "measure = \"MD\"\n", means), Severity::error,
             "give benefit and harm, as differences of means in mm") == 1);
  CHECK(told(notices_of(important, "measure = \"RR\"\n", trials), Severity::error, "benefit_per_1000") == 0);
}

TEST_CASE("Differences per 1000 people are refused where estimates tell no number of people") {
  const std::string important = "important = { benefit_per_1000 = 50, harm_per_1000 = 50, source = \"panel\" }\n";
  const std::string estimates = "study,yi,sei\nA 2001,-0.3,0.1\nB 2002,-0.2,0.2\n";
  const Notices notices = notices_of(important, "measure = \"GEN\"\n", estimates);
  CHECK(told(notices, Severity::error, "its analyses hold estimates without numbers of people") == 1);
  CHECK(told(notices, Severity::error, "leave important out") == 1);
  CHECK(told(notices_of("", "measure = \"GEN\"\n", estimates), Severity::error, "") == 0);
}

TEST_CASE("A claim whose count and percentage contradict each other is told") {
  const auto claim = [](const std::string& percent) {
    return "[[claim]]\nid = \"S1\"\nclaimant = \"Shop\"\nclaimant_type = \"manufacturer\"\n"
           "commercial_interest = \"sells_treatment\"\nparaphrase = \"Some are said to heal.\"\n"
           "type = \"response_proportion\"\nasserted_direction = \"benefit\"\noutcome_defined = true\n"
           "events = 100\nn = 150\npercent_text = \"" + percent + "\"\nagainst = \"main\"\n";
  };
  CHECK(told(notices_of("", "measure = \"RR\"\n", trials, claim("82")), Severity::warning,
             "contradictory numbers: events is 100 and n is 150, which is 66.7%, but percent_text is 82") == 1);
  CHECK(told(notices_of("", "measure = \"RR\"\n", trials, claim("67")), Severity::warning, "contradictory") == 0);
}
