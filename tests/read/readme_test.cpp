// datasets/README.md names every key that a review may have.
#include <set>
#include <string>

#include "read/review_toml.h"
#include "steelyard/base/file.h"
#include "steelyard/base/text.h"
#include "support/catch.h"
#include "support/paths.h"

using namespace steelyard;

namespace {

// The keys of every section, out of the hints about a key that is like none of them.
std::set<std::string> known_keys(const std::string& text) {
  const Checked<Toml> root = parse_toml(text, "a.toml");
  Notices notices = root.notices;
  Review review;
  if (text.find("[[expected]]") != std::string::npos)
    read_expected_toml(root.value, review, notices);
  else
    read_review_toml(root.value, review, notices);
  std::set<std::string> keys;
  for (const Notice& each : notices) {
    // "known keys are a, b and c": everything but the little words is a key.
    if (!each.hint.starts_with("known keys are ")) continue;
    for (const std::string& word : split(each.hint, ' '))
      if (word != "known" && word != "keys" && word != "are" && word != "and")
        keys.emplace(split(word, ',').front());
  }
  return keys;
}

}  // namespace

TEST_CASE("The table of keys for reviewers is complete") {
  const std::string readme = read_file(run::project() / "datasets/README.md");
  std::set<std::string> keys = known_keys(
      "q9q9q9 = 1\n[question]\nq9q9q9 = 1\n[claims]\nq9q9q9 = 1\n[[outcome]]\nq9q9q9 = 1\nimportant = { q9q9q9 = 1 }\n"
      "[[analysis]]\nq9q9q9 = 1\ncertainty = { q9q9q9 = 1 }\n[[scenario]]\nq9q9q9 = 1\n[[claim]]\nq9q9q9 = 1\n"
      "overrides = [{ field = \"blinding\", q9q9q9 = 1 }]\n");
  keys.merge(known_keys("[[expected]]\nq9q9q9 = 1\n"));
  CHECK(keys.size() > 70);
  for (const std::string& key : keys) {
    CAPTURE(key);
    const auto named = [&](std::string_view before, std::string_view after) {
      std::string wanted(before);
      return readme.find(wanted.append(key).append(after)) != std::string::npos;
    };
    CHECK((named("`", "`") || named("[", "]") || named("", " = ")));
  }
}
