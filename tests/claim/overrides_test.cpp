// Overrides stand beside what is suggested, and never hide it.
#include "steelyard/claim/overrides.h"

#include <string>

#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "steelyard/write/json.h"
#include "support/catch.h"
#include "support/paths.h"
#include "support/review_folder.h"

using namespace steelyard;

namespace {

std::string review_with(const std::string& overrides) {
  return review_folder::head +
         "[[outcome]]\nid = \"o\"\nname = \"response\"\nbetter = \"higher\"\n"
         "[[analysis]]\nid = \"a\"\noutcome = \"o\"\ndata = \"a.csv\"\nmeasure = \"RR\"\n"
         "[[claim]]\nid = \"C1\"\nclaimant = \"Clinic\"\nclaimant_type = \"clinic\"\n"
         "commercial_interest = \"unknown\"\nparaphrase = \"Many are said to do well.\"\n"
         "type = \"response_proportion\"\nasserted_direction = \"benefit\"\noutcome_defined = true\n"
         "events = 9\nn = 12\nagainst = \"a\"\n" + overrides;
}

constexpr const char* sound =
    "overrides = [\n"
    "{ field = \"source-named\", from = \"no\", to = \"yes\", reason = \"the link was found\", "
    "role = \"second reviewer\", date = 2026-11-02 },\n"
    "{ field = \"imprecision\", from = -2, to = -1, reason = \"the trial stopped by a rule\", "
    "role = \"second reviewer\", date = 2026-11-02 }]\n";

Findings with(const std::string& overrides) {
  review_folder::Folder folder;
  folder.file("review.toml", review_with(overrides));
  folder.file("a.csv", "study,e_events,e_n,c_events,c_n\nDeng,9,12,5,6\n");
  return review_folder::findings_of(folder);
}

std::string told(const std::string& overrides) {
  review_folder::Folder folder;
  folder.file("review.toml", review_with(overrides));
  folder.file("a.csv", "study,e_events,e_n,c_events,c_n\nDeng,9,12,5,6\n");
  std::string text;
  for (const Notice& each : read_review(folder.path()).notices)
    if (each.severity == Severity::error)
      text += each.text + (each.hint.empty() ? "" : " | " + each.hint) + "\n";
  return text;
}

std::string entry(const std::string& keys) {
  return "overrides = [{ reason = \"r\", role = \"w\", date = 2026-11-02, " + keys + " }]\n";
}

}  // namespace

TEST_CASE("An override is told with its suggestion, its reason and who made it") {
  const Findings plain = with(""), found = with(sound);
  const Appraisal &before = plain.claims[0], &after = found.claims[0];
  REQUIRE(after.overrides.size() == 2);
  CHECK(after.overrides[0].suggested == "no");
  CHECK_FALSE(after.overrides[0].stale);
  CHECK(after.overrides[1].suggested == "-2");
  CHECK_FALSE(after.overrides[1].stale);
  // Nothing suggested is changed, and no verdict looks at it.
  CHECK(after.verdict == before.verdict);
  CHECK(after.suggested_grade->level == before.suggested_grade->level);
  for (std::size_t i = 0; i < after.checklist.size(); ++i)
    CHECK(after.checklist[i].suggested == before.checklist[i].suggested);
  const auto layout = load_template(run::project() / "templates", "reviewer", "en");
  const std::string report = dump(compose(found, layout));
  CHECK(report.find("Is the source study identified? Yes, where no is suggested (second reviewer") !=
        std::string::npos);
  CHECK(report.find(": the link was found).") != std::string::npos);
  CHECK(report.find("Imprecision: \u22121, where \u22122 is suggested") != std::string::npos);
  const std::string json = write_results_json(found, {});
  CHECK(json.find("\"reason\": \"the trial stopped by a rule\"") != std::string::npos);
}

TEST_CASE("An override of what is suggested no longer must be looked at again") {
  const Findings found =
      with(entry("field = \"source-named\", from = \"unclear\", to = \"yes\""));
  REQUIRE(found.claims[0].overrides.size() == 1);
  CHECK(found.claims[0].overrides[0].stale);
  const std::string notices = to_text(found.notices);
  CHECK(notices.find("source-named was overridden from unclear, but no is suggested now") != std::string::npos);
}

TEST_CASE("Overrides that say too little, or of what nothing is suggested for, are refused") {
  CHECK(told(sound).empty());
  CHECK(told("overrides = [{ field = \"imprecision\", from = -3, to = -2 }]\n").find("reason") !=
        std::string::npos);
  CHECK(told(entry("field = \"verdict\", from = \"UNCERTAIN\", to = \"SUPPORTED\""))
            .find("verdicts follow from the evidence") != std::string::npos);
  CHECK(told(entry("field = \"blindin\", from = \"no\", to = \"yes\"")).find("did you mean 'blinding'?") !=
        std::string::npos);
  CHECK(told(entry("field = \"imprecision\", from = -4, to = -2")).find("whole number from -3 to 2") !=
        std::string::npos);
  CHECK(told(entry("field = \"blinding\", from = \"no\", to = \"maybe\"")).find("to is 'maybe'") !=
        std::string::npos);
  CHECK(told(entry("field = \"blinding\", from = \"no\", to = \"no\"")).find("then nothing is overridden") !=
        std::string::npos);
  CHECK(told("checklist_yes = [\"blinding\"]\n" + entry("field = \"blinding\", from = \"no\", to = \"yes\""))
            .find("answered twice") != std::string::npos);
  CHECK(told("overrides = { field = \"blinding\" }\n").find("put it in brackets") != std::string::npos);
}

TEST_CASE("Domains have the names that suggestions have") {
  const std::string known = told(entry("field = \"zzzzzzzzzz\", from = \"no\", to = \"yes\""));
  for (int i = 0; i <= static_cast<int>(Domain::rating_up); ++i)
    CHECK(known.find(domain_name(static_cast<Domain>(i))) != std::string::npos);
}
