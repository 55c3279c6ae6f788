// A limit that is none.
#include <string>

#include "read/review_toml.h"
#include "support/catch.h"

namespace {

std::string told_of_bound(const std::string& fields) {
  const std::string text =
      "title = \"T\"\n[question]\npopulation = \"p\"\nintervention = \"i\"\ncomparator = \"c\"\n"
      "[[claim]]\nid = \"C\"\nclaimant = \"X\"\nclaimant_type = \"clinic\"\n"
      "commercial_interest = \"unknown\"\nparaphrase = \"Few had it.\"\ntype = \"safety_rate\"\n" + fields;
  const auto root = steelyard::parse_toml(text, "review.toml");
  steelyard::Notices notices = root.notices;
  steelyard::Review review;
  if (notices.empty()) steelyard::read_review_toml(root.value, review, notices);
  std::string all;
  for (const steelyard::Notice& each : notices) all += each.text + "\n";
  return all;
}

}  // namespace

TEST_CASE("A limit of none or of all is refused, any other is read") {
  for (const char* bound : {"at_most", "at_least"}) {
    const std::string field = "bound = \"" + std::string(bound) + "\"\n";
    const std::string none = "bound is " + std::string(bound) + ", but the number is none";
    const std::string all = "bound is " + std::string(bound) + ", but the number is all";
    CHECK(told_of_bound(field + "percent_text = \"0\"\n").find(none) != std::string::npos);
    CHECK(told_of_bound(field + "percent_text = \"100.0\"\n").find(all) != std::string::npos);
    CHECK(told_of_bound(field + "events = 0\nn = 50\n").find(none) != std::string::npos);
    CHECK(told_of_bound(field + "events = 50\nn = 50\n").find(all) != std::string::npos);
    CHECK(told_of_bound(field + "percent_text = \"5\"\n").empty());
    CHECK(told_of_bound(field + "events = 5\nn = 50\n").empty());
  }
}
