// Groups of people that may stand twice under different names. Source: the claim specification, section 8.
#include <algorithm>
#include <string>

#include "claim/deng_review.h"
#include "steelyard/claim/arm_ledger.h"
#include "support/catch.h"

using namespace deng;
using namespace steelyard;

namespace {

bool told(const Review& review, Severity severity, const std::string& part) {
  const Notices notices = analyse(review, std::nullopt).notices;
  return std::ranges::any_of(notices, [&](const Notice& notice) {
    return notice.severity == severity && notice.text.find(part) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("Errors 4 and 28: the same numbers under other names are asked about") {
  Review r = review();
  const auto warned = [&](const std::string& part) { return told(r, Severity::warning, part); };
  r.analyses[0].studies = {trial("A 2017", 9, 20, 2, 7), trial("B 2017", 4, 20, 2, 7),
                           trial("C 2017", 2, 6, 2, 7)};
  auto& studies = r.analyses[0].studies;
  for (Study& study : studies) study.year = 2017;
  CHECK(warned("A 2017, B 2017 and C 2017 have the same numbers in their control groups"));
  CHECK_FALSE(told(r, Severity::error, ""));
  studies[1].year = 2018;
  CHECK(warned("A 2017 and C 2017 have the same numbers"));
  studies[1].year = 2017;
  for (Study& study : studies) study.cells = {{"nct", "NCT0000000" + study.name.substr(0, 1)}};
  CHECK(arms_used_twice(r.analyses[0]).empty());
  studies = {trial("A 2001", 60, 100, 40, 100), trial("B 2003", 60, 100, 40, 100)};
  studies[0].year = 2001;
  studies[1].year = 2003;
  CHECK(warned("A 2001 and B 2003 have the same numbers in both groups"));
  studies[1].data = {TwoByTwo{50, 100, 40, 100}};
  CHECK(arms_used_twice(r.analyses[0]).empty());
  studies = {trial("A 2001", 6, 100, 0, 100), trial("B 2001", 5, 100, 0, 100)};
  CHECK(arms_used_twice(r.analyses[0]).empty());  // nobody had it: by chance in many trials
}

TEST_CASE("Error 5: the control group of the linked trial is no baseline under a longer name") {
  Review r = review();
  r.analyses[0].studies = {trial("A 2001", 60, 100, 40, 100)};
  r.analyses[0].studies[0].year = 2001;
  const auto left_out = [&](const char* name, double events, double year) {
    Review made = r;
    made.scenarios[0].studies.push_back(arm(name, events, 100));
    made.scenarios[0].studies.back().year = year;
    return !appraised(made).scenarios[0].left_out.empty();
  };
  CHECK(left_out("A placebo arm 2001", 40, 2001));
  CHECK_FALSE(left_out("A placebo arm 2001", 41, 2001));
  CHECK_FALSE(left_out("A placebo arm 2001", 40, 2004));
  CHECK_FALSE(left_out("B placebo arm 2001", 40, 2001));
}
