// A table without a column of names: its rows are numbered.
#include "steelyard/read/reader.h"
#include "support/catch.h"

using namespace steelyard;

TEST_CASE("Rows of a table without names are numbered as they stand in the file") {
  const std::string text =
      "year,drug,e_events,e_n,c_events,c_n\n1999,a,1,10,2,10\n2003,b,3,10,2,10\n2004,a,4,10,2,10\n";
  const auto read = parse_table(text, "a.csv", {});
  CHECK_FALSE(has_errors(read.notices));
  REQUIRE(read.notices.size() == 1);
  CHECK(read.notices[0].severity == Severity::warning);
  REQUIRE(read.value.studies.size() == 3);
  CHECK(read.value.studies[0].name == "Study 1");
  CHECK(read.value.studies[2].name == "Study 3");
  CHECK(read.value.studies[1].as<TwoByTwo>() != nullptr);
  TableOptions options;
  options.where = {{"drug", "a"}};
  const auto chosen = parse_table(text, "a.csv", options);
  REQUIRE(chosen.value.studies.size() == 2);
  CHECK(chosen.value.studies[1].name == "Study 3");
}

TEST_CASE("A row without a name in a table that has names is still an error") {
  CHECK(has_errors(parse_table("study,yi,vi\nA,1,1\n,2,1\n", "a.csv", {}).notices));
}
