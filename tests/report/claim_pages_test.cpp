// What the claim pages must not leave out: failed items, percentages alone, claims without plain words.
#include <algorithm>
#include <string>

#include "report/claim_numbers.h"
#include "report/patient_claims.h"
#include "steelyard/analysis/analysis.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"
#include "support/one_line.h"
#include "support/paths.h"
#include "support/plain_language.h"
#include "support/review_folder.h"

namespace {

std::string shipped_page(const std::string& review, const std::string& audience) {
  return run::document_on_one_line(
      steelyard::analyse(steelyard::read_review(run::project() / "datasets" / review).value, std::nullopt), audience);
}

bool holds(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

int times(const std::string& text, const std::string& words) {
  int found = 0;
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++found;
  return found;
}

// One analysis of one trial, and claims about it.
void write_review(const review_folder::Folder& folder, const std::string& claims, const std::string& trial) {
  folder.file("review.toml", review_folder::head +
                                 "[[outcome]]\nid = \"o\"\nname = \"Healing\"\nplain_name = \"people healed\"\n"
                                 "better = \"higher\"\ntime_weeks = 48\n[[analysis]]\nid = \"a\"\noutcome = \"o\"\n"
                                 "data = \"t.csv\"\nmeasure = \"RR\"\nmodel = \"random\"\ninterval = \"wald\"\nplain = true\n"
                                 "[analysis.certainty]\nimprecision = -2\nindirectness = -1\nreasons = [\"few\"]\n" + claims);
  folder.file("t.csv", "study,year,e_events,e_n,c_events,c_n\n" + trial + "\n");
  folder.file("notes.md", "# Notes\n");
}

const std::string usual_trial = "A,2001,41,72,33,72";

std::string page(const std::string& claims, const std::string& audience, const std::string& trial = usual_trial) {
  const review_folder::Folder folder;
  write_review(folder, claims, trial);
  return run::document_on_one_line(review_folder::findings_of(folder), audience);
}

std::string record(const std::string& id, const std::string& more, const std::string& words = "Some are said to heal.") {
  return "[[claim]]\nid = \"" + id + "\"\nclaimant = \"Shop\"\nclaimant_type = \"manufacturer\"\n"
         "commercial_interest = \"sells_treatment\"\nasserted_direction = \"benefit\"\noutcome_defined = true\n"
         "paraphrase = \"" + words + "\"\n" + more;
}

const std::string a_share = "type = \"response_proportion\"\nasserted_size = \"number_given\"\ntime_point_weeks = 48\n";
const std::string in_plain = "plain = \"A shop says that some heal.\"\n";

}  // namespace

TEST_CASE("Statements that cannot be checked print what they fail, what all of them fail once") {
  const std::string text = shipped_page("lupus-msc", "reviewer");
  CHECK(holds(text, "and why. All of them fail: the claimant sells the treatment"));
  CHECK(holds(text, "a personal story presented as evidence; about another disease than its page or the linked trials; "
                    "other things changed at the same time."));
  CHECK(holds(text, "Fails: approval of a protocol or laboratory, which is no evidence of effect."));
  CHECK(holds(text, "Fails: naturalness in place of evidence."));
  CHECK(holds(text, "one treatment for three or more diseases"));
}

TEST_CASE("An audit of the references prints its counts") {
  const std::string text = shipped_page("ra-msc", "reviewer");
  CHECK(holds(text, "11 references are listed, 9 of them different; references that did not study people (2 of 9); "
                    "references about another disease (1 of 9); references without a comparison group (2 of 9)."));
}

TEST_CASE("A percentage without its group has a panel, the smallest group that gives it, and a place in the box") {
  const std::string claim = record("P", a_share + in_plain + "against = \"a\"\npercent_text = \"75\"\n");
  const std::string reviewer = page(claim, "reviewer");
  INFO(reviewer);
  CHECK(holds(reviewer, "Claim P:"));
  CHECK(holds(reviewer, "75% without a group size; as few as 4 people could give it"));
  const std::string plain = page(claim, "plain");
  INFO(plain);
  CHECK(holds(plain, "row: # People healed | **75**{muted \\nno range}"));
}

TEST_CASE("A percentage without its group that cannot be checked is told with its smallest group too") {
  const std::string text =
      page(record("P", "type = \"durability\"\nasserted_size = \"number_given\"\npercent_text = \"75\"\n"), "reviewer");
  INFO(text);
  CHECK(holds(text, "75% without a group size; as few as 4 people could give it."));
}

TEST_CASE("Where everybody or nobody has the result the interval is exact, else Wilson's") {
  const std::string text = page(record("Z", a_share + "events = 7\nn = 7\n"), "reviewer");
  INFO(text);
  CHECK(holds(text, "59 to 100"));
  CHECK_FALSE(holds(text, "65 to 100"));
  CHECK(holds(page(record("Z", a_share + "events = 9\nn = 12\n"), "reviewer"), "6 to 11"));
  const steelyard::ClaimedShare none{0, 50, {0, 0.1}, {0, 0.2}, {0, 0.3}};
  CHECK(steelyard::printed_interval(none).high == 0.2);
}

TEST_CASE("Beside intervals of claimed shares stands what they take for granted") {
  const std::string text = shipped_page("lupus-msc", "reviewer");
  CHECK(holds(text, "It takes for granted that people are independent of each other, that each counts with one "
                    "outcome, that everyone is counted, and that the group was not chosen after the results were known."));
  CHECK(holds(shipped_page("lupus-msc", "plain"), "the likely range, if all were counted"));
}

TEST_CASE("The technical line holds the ratio, why the certainty is what it is, and whether methods agree") {
  const std::string text = shipped_page("lupus-msc", "reviewer");
  CHECK(holds(text, "Newcombe); RR 0.90 (95% CI 0.55 to 1.46). Smallest important benefit"));
  CHECK(holds(text, "Certainty very low (imprecision \u22123, indirectness \u22121). Not fragile: every admissible method "
                    "gives the same verdict."));
}

TEST_CASE("Where methods give different verdicts, both documents say so") {
  const std::string claim = record("F", a_share + in_plain + "against = \"a\"\nevents = 190\nn = 200\n");
  steelyard::Findings findings;
  {
    const review_folder::Folder folder;
    write_review(folder, claim, usual_trial);
    findings = review_folder::findings_of(folder);
  }
  steelyard::Appraisal& appraisal = findings.claims.front();
  REQUIRE(appraisal.controlled->variants.size() > 1);
  CHECK_FALSE(holds(run::document_on_one_line(findings, "plain"), "Not all ways to count agree"));
  appraisal.fragile = true;
  appraisal.controlled->variants.back().verdict = "CONTRADICTED";
  CHECK(holds(run::document_on_one_line(findings, "plain"),
              "Not all ways to count agree, so we give the more careful answer."));
  CHECK(holds(run::document_on_one_line(findings, "reviewer"),
              "Fragile: admissible methods give different verdicts; the weaker one stands."));
}

TEST_CASE("Claims without words for patients are told by an easy paraphrase, or counted") {
  const std::string easy = record("E", "type = \"efficacy_vague\"\nagainst = \"a\"\n");
  const std::string hard = record("H", "type = \"efficacy_vague\"\nagainst = \"a\"\n",
                                  "Immunomodulatory cellular administration is considered extraordinarily efficacious.");
  const std::string told = page(easy + hard, "plain");
  INFO(told);
  CHECK(holds(told, "**The claim: **Some are said to heal."));
  CHECK_FALSE(holds(told, "Immunomodulatory"));
  CHECK(holds(told, "We looked at one more claim from the same people."));
  CHECK(holds(page(hard, "plain"), "We looked at one claim. It is in the report for reviewers."));
  // Where the reviewers chose words, they chose the claims that patients are told of.
  const std::string chosen = page(record("C", "type = \"efficacy_vague\"\nagainst = \"a\"\n" + in_plain) + easy, "plain");
  CHECK(holds(chosen, "A shop says that some heal."));
  CHECK_FALSE(holds(chosen, "Some are said to heal."));
}

TEST_CASE("A review none of whose claims has words for patients is warned of it once") {
  const auto warnings = [](const std::string& claims) {
    const review_folder::Folder folder;
    write_review(folder, claims, usual_trial);
    return times(to_text(steelyard::read_review(folder.path()).notices), "its words for patients");
  };
  const std::string kind = "type = \"efficacy_vague\"\n";
  CHECK(warnings(record("A", kind) + record("B", kind)) == 1);
  CHECK(warnings(record("A", kind) + record("B", kind + in_plain)) == 0);
  CHECK(warnings("") == 0);
}

TEST_CASE("The program holds paraphrases to the rules that its own plain words are held to") {
  for (const char* text :
       {"One trial of 200 people is said to have helped three of four.", "The cells are said to help.",
        "A meta-analysis is said to show it.", "Immunomodulatory properties are considerable.",
        "It is proven.", "One two three four five six seven eight nine ten one two three four five six seven eight nine "
        "ten one two three four five six."}) {
    INFO(text);
    CHECK(steelyard::is_plain_language(text) == plain_language::faults(text).empty());
  }
  CHECK_FALSE(steelyard::is_plain_language(""));
}

TEST_CASE("A claim without a number has its column, and what usual care is expected to show beside it") {
  const std::string text = shipped_page("ra-msc", "plain");
  CHECK(holds(text, "The page says"));
  CHECK(holds(text, "not said"));
  CHECK(holds(text, "Usual care, rough guide"));
  CHECK(holds(text, "| **17****\\n6 to 40** |"));
}

TEST_CASE("None seen stands beside what such people have anyway") {
  const std::string plain = shipped_page("lupus-msc", "plain");
  CHECK(holds(plain, "Without the treatment, about 33 of 200 have it, so some may not be counted."));
  const std::string reviewer = shipped_page("lupus-msc", "reviewer");
  CHECK(holds(reviewer, "fewer events than such people have anyway"));
}

TEST_CASE("A number within the range of the best study is told as higher or lower than its best guess") {
  const auto told = [](const std::string& stated) {
    return page(record("F", "type = \"prevalence\"\nstated_value = " + stated +
                                "\nfact_estimate = 100\nfact_low = 50\nfact_high = 200\nfact_source = \"s\"\n" + in_plain),
                "plain");
  };
  CHECK(holds(told("150"), "is higher than the best guess, but it is within the range."));
  CHECK(holds(told("70"), "is lower than the best guess, but it is within the range."));
  CHECK(holds(told("102"), "the number on the page lies within the range."));
}

TEST_CASE("All the stories of a page are called stories") {
  const std::string many = record("S", "type = \"testimonial\"\n" + in_plain, "All stories on the page are said to be of one illness.");
  CHECK(holds(page(many, "plain"), "These are people's own stories."));
  CHECK(holds(page(many, "reviewer"), "People's stories"));
  CHECK(holds(shipped_page("lupus-msc", "reviewer"), "One person's story"));
}

TEST_CASE("What the printed numbers cannot be is told with its possible causes once") {
  const std::string text = page(record("D", a_share + "percent_text = \"75\"\nn = 13\n"), "reviewer");
  INFO(text);
  CHECK(holds(text, "Nearest: 9 (69%), 10 (77%). The printed numbers cannot all be right."));
  CHECK(times(text, "Possible causes") == 1);
}

TEST_CASE("Where nobody was lost, one number is told and its interval is that of the share") {
  const std::string text =
      page(record("D", "type = \"durability\"\nasserted_size = \"number_given\"\ntime_point_weeks = 104\nevents = 90\n"
                       "n = 200\nn_started = 200\nn_followed = 200\n" + in_plain), "reviewer");
  INFO(text);
  CHECK(holds(text, "Of 200 who started, 90 (45.0%) had responded then; nobody was lost."));
  CHECK(holds(text, "77 to 104"));
  CHECK_FALSE(holds(text, "worst to best case"));
}
