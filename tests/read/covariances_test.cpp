// The table of known covariances: what it means, and what is wrong with it, with its place.
#include "steelyard/read/covariances.h"

#include "support/catch.h"

namespace {

using namespace steelyard;

constexpr std::string_view studies =
    "study,outcome,estimate,variance\n"
    "Adams,pain,0.30,0.0144\nAdams,sleep,0.10,0.04\nBaker,pain,0.55,0.0121\n"
    "Baker,sleep,0.61,0.0196\nClark,pain,-0.05,0.01\n";

struct Read {
  StudyTable table;
  std::string notices;
};

Read read(std::string_view covariances, const std::string& where = "") {
  TableOptions options;
  options.cluster = {"study"};
  const StudyTable all = parse_table(studies, "studies.csv", options).value;
  if (!where.empty()) options.where = {{"outcome", where}};
  Read result;
  result.table = parse_table(studies, "studies.csv", options).value;
  result.notices = to_text(add_covariances(covariances, "v.csv", options, all, result.table));
  return result;
}

bool says(const Read& read, std::string_view text) {
  CAPTURE(read.notices);
  return read.notices.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("Covariances come to the rows of both effects, whatever the order of the two") {
  const Read found = read(
      "study,outcome_a,outcome_b,covariance\nAdams,pain,sleep,0.01\nBaker,sleep,pain,0.005\n"
      "Baker,pain,sleep,0.005\nAdams,pain,pain,0.0144\n");
  CHECK(found.notices.empty());
  const std::vector<Study>& rows = found.table.studies;
  REQUIRE(rows[0].covariances.size() == 2);
  CHECK(rows[0].covariances[0].line == 3);
  CHECK(rows[0].covariances[0].value == 0.01);
  CHECK(rows[0].covariances[0].where == Place{"v.csv", 2, 18});
  CHECK(rows[0].covariances[1].line == 2);
  REQUIRE(rows[3].covariances.size() == 1);
  CHECK(rows[3].covariances[0].line == 4);
  CHECK_FALSE(rows[3].covariances[0].correlation);
  CHECK(rows[4].covariances.empty());
}

TEST_CASE("Correlations and decimal commas are understood, and rows that a filter leaves out passed over") {
  const Read found =
      read("Study;Outcome_A;Outcome_B;Correlation\nAdams;pain;sleep;0,5\nBaker;pain;sleep;-0,25\n",
           "pain");
  CHECK(found.notices.empty());
  REQUIRE(found.table.studies.size() == 3);
  CHECK(found.table.studies[0].covariances[0].correlation);
  CHECK(found.table.studies[1].covariances[0].value == -0.25);
}

TEST_CASE("Every fault of a table of covariances is told with its place and a hint") {
  const std::string head = "study,outcome_a,outcome_b,covariance\n";
  const auto with = [&](std::string rows) { return read(std::string(head).append(rows)); };
  CHECK(says(with("Adans,pain,sleep,0.1\n"), "v.csv:2:1: error: no row of the table of studies has "
                                             "'Adans' under study"));
  CHECK(says(with("Adans,pain,sleep,0.1\n"), "did you mean 'Adams'?"));
  CHECK(says(with("Adams,pain,slep,0.1\n"), "v.csv:2:12: error: Adams: no row of this study has "
                                            "'slep' under outcome"));
  CHECK(says(with("Adams,pain,slep,0.1\n"), "it has pain and sleep"));
  CHECK(says(with("Adams,pain,sleep,0.1\nAdams,sleep,pain,0.2\n"),
             "v.csv:3:18: error: the value is 0.2, but line 2 says 0.1 of the same two effects"));
  CHECK(says(with("Adams,pain,sleep,high\n"), "covariance is 'high', but must be a number"));
  CHECK(says(with("Adams,pain,sleep,NA\n"), "write 0 if"));
  CHECK(says(with("Adams,pain,sleep\n"), "the row has 3 fields, but must have 4"));
  CHECK(says(read("study,outcome_a,outcome_b,correlation\nAdams,pain,sleep,1.5\n"),
             "correlation is 1.5, but must be -1 to 1"));
  CHECK(says(read(""), "the table is empty"));
  CHECK(says(read("trial,outcome_a,outcome_b,covariance\n"), "no column 'study'"));
  CHECK(says(read("study,outcome_a,outcome_b\n"), "'covariance' or a column 'correlation'"));
  CHECK(says(read("study,outcome_a,outcome_b,covariance,correlation\n"), "not both"));
  CHECK(says(read("study,a,b,covariance\n"), "such as outcome_a and outcome_b"));
  CHECK(says(read("study,outcom_a,outcom_b,covariance\n"), "did you mean 'outcome'?"));
}

TEST_CASE("A text that stands in two rows of a study does not tell them apart") {
  TableOptions options;
  options.cluster = {"study"};
  constexpr std::string_view twice =
      "study,outcome,estimate,variance\nAdams,pain,0.3,0.01\nAdams,pain,0.1,0.04\n";
  StudyTable table = parse_table(twice, "studies.csv", options).value;
  const StudyTable all = table;
  const std::string text = to_text(add_covariances(
      "study,outcome_a,outcome_b,covariance\nAdams,pain,pain,0.01\n", "v.csv", options, all, table));
  CHECK(text.find("stands in several rows (lines 2 and 3)") != std::string::npos);
}
