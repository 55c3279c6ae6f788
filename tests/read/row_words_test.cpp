// Columns that tell of a study: how many trials a row holds, how people came into their groups.
#include <string>

#include "steelyard/read/reader.h"
#include "support/catch.h"

namespace {

std::string told_of(const std::string& column, const std::string& row) {
  const auto table = steelyard::parse_table("study,e_events,e_n,c_events,c_n," + column + "\n" + row + "\n", "a.csv", {});
  std::string all;
  for (const steelyard::Notice& each : table.notices)
    all += (each.severity == steelyard::Severity::error ? "error " : "warning ") + std::to_string(each.where.line) +
           ":" + std::to_string(each.where.column) + " " + each.text + "\n";
  return all;
}

}  // namespace

TEST_CASE("A number of trials that no row can hold is an error with its place") {
  for (const char* text : {"0", "-1", "1.5", "two", "1001"}) {
    INFO(text);
    const std::string told = told_of("trials", "A,5,500,9,500," + std::string(text));
    CHECK(told.starts_with("error 2:15 A: trials is "));
    CHECK(told.find("but must be a whole number from 1 to 1000") != std::string::npos);
  }
  CHECK(told_of("trials", "A,5,500,9,500,600") ==
        "error 2:15 A: trials is 600, but a row of 1000 people cannot hold more than 500 trials of two groups\n");
  for (const char* text : {"1", "2", "500", "", "NA"}) CHECK(told_of("trials", "A,5,500,9,500," + std::string(text)).empty());
}

TEST_CASE("A design and an allocation that do not agree are told") {
  CHECK(told_of("design,allocation", "A,5,500,9,500,cohort,random") ==
        "warning 2:22 A: allocation is 'random', which does not fit the design 'cohort'\n");
  CHECK(told_of("design,allocation", "A,5,500,9,500,randomised,coin toss").empty());
}

TEST_CASE("A design that is left blank is told") {
  const std::string blank = " is blank: nothing says whether people came into the groups by chance\n";
  CHECK(told_of("design", "A,5,500,9,500,") == "warning 2:15 A: design" + blank);
  CHECK(told_of("design,allocation", "A,5,500,9,500,NR,") == "warning 2:18 A: allocation" + blank);
  CHECK(told_of("design,allocation", "A,5,500,9,500,randomised,").empty());
  CHECK(told_of("design,allocation", "A,5,500,9,500,,coin toss").empty());
  CHECK(told_of("note", "A,5,500,9,500,").empty());
}
