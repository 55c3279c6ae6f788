// The plain document names rows where numbers differ in origin, and says of each result how sure we are.
#include <string>

#include "report/verdict_words.h"
#include "steelyard/analysis/analysis.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"
#include "support/one_line.h"
#include "support/review_folder.h"

namespace {

const std::string trials =
    "study,year,e_events,e_n,c_events,c_n\nA,2001,30,60,20,60\nB,2002,35,60,22,60\nC,2003,40,70,30,70\n";

std::string analysis(const std::string& id, const std::string& reason) {
  return "[[outcome]]\nid = \"" + id + "\"\nname = \"" + id + "\"\nplain_name = \"" + id +
         "\"\nbetter = \"higher\"\n[[analysis]]\nid = \"" + id + "\"\noutcome = \"" + id + "\"\ndata = \"" + id +
         ".csv\"\nmeasure = \"RR\"\nplain = true\n[analysis.certainty]\nimprecision = -2\nreasons = [\"few\"]\n"
         "plain_reasons = [\"" + reason + "\"]\n";
}

steelyard::Findings findings_with(const std::string& claims) {
  const review_folder::Folder folder;
  folder.file("review.toml", review_folder::head + analysis("healing", "People knew what they had.") +
                                 analysis("sleep", "Few people slept.") +
                                 "[[scenario]]\nid = \"usual\"\nlabel = \"usual care\"\ndata = \"arms.csv\"\n"
                                 "outcome_match = \"same\"\npopulation_match = \"same\"\ntime_match = \"same\"\n"
                                 "reason = \"r\"\nchosen = 2026-01-01\n" + claims);
  folder.file("healing.csv", trials);
  folder.file("sleep.csv", trials);
  folder.file("arms.csv", review_folder::three_arms);
  folder.file("notes.md", "# Notes\n");
  return review_folder::findings_of(folder);
}

std::string plain_document(const std::string& claims) {
  return run::document_on_one_line(findings_with(claims), "plain");
}

std::string claim(const std::string& id, const std::string& more) {
  return "[[claim]]\nid = \"" + id + "\"\nclaimant = \"Shop\"\nclaimant_type = \"manufacturer\"\n"
         "commercial_interest = \"sells_treatment\"\nparaphrase = \"Some are said to heal.\"\n"
         "plain = \"A shop says that some heal.\"\nasserted_direction = \"benefit\"\n" +
         (more.find("against = ") == std::string::npos ? "against = \"healing\"\n" : "") + more;
}

}  // namespace

TEST_CASE("Where numbers without the treatment differ in origin, the note names their rows") {
  const std::string text = plain_document(
      claim("C1", "type = \"response_proportion\"\nasserted_size = \"number_given\"\noutcome_defined = true\n"
                  "events = 150\nn = 200\nscenarios = [\"usual\"]\n"));
  INFO(text);
  CHECK(text.find("“Sleep”: the number without it is that of the middle one of all tests.") != std::string::npos);
  CHECK(text.find("“Healing”: the number without it is what usual care is expected to show.") !=
        std::string::npos);
}

TEST_CASE("The plain reasons of every result are printed where there is room") {
  const std::string text = plain_document("");
  INFO(text);
  CHECK(text.find("People knew what they had.") != std::string::npos);
  CHECK(text.find("Sleep: We are not sure of this result. Few people slept.") != std::string::npos);
}

TEST_CASE("Where no room is left for the reasons of other results, the page says where they are") {
  const std::string text = run::document_on_one_line(
      steelyard::analyse(steelyard::read_review(run::project() / "datasets/lupus-msc").value, std::nullopt), "plain");
  INFO(text);
  CHECK(text.find("Why we rated the other results so is in the report for reviewers.") != std::string::npos);
  CHECK(plain_document("").find("Why we rated") == std::string::npos);
}

TEST_CASE("Numbers of a page that counts other people are put on the people of the box, and it says so") {
  const std::string numbers = "type = \"response_proportion\"\nasserted_size = \"number_given\"\noutcome_defined = true\n";
  const std::string text = plain_document(claim("C1", numbers + "events = 150\nn = 200\n") +
                                          claim("C2", numbers + "against = \"sleep\"\nevents = 9\nn = 13\n"));
  INFO(text);
  CHECK(text.find("as printed: 9") != std::string::npos);
  CHECK(text.find("we put its number and range on 200 people") != std::string::npos);
}

TEST_CASE("What may have become of those who were lost is told out of the people of the box too") {
  steelyard::Findings findings = findings_with(
      claim("C1", "type = \"durability\"\nasserted_size = \"any\"\noutcome_defined = true\ntime_point_weeks = 300\n"));
  findings.review.claims.front().n_started = 40;
  findings.claims.front().attrition = steelyard::AttritionBounds{0.75, {0.25, 0.85}, std::nullopt};
  const auto layout = steelyard::load_template(run::project() / "templates", "plain", "en");
  steelyard::Citations citations;
  const steelyard::SectionContext context{findings, layout, citations};
  CHECK(steelyard::attrition_text(context, findings.claims.front(), "plain.attrition") ==
        "Of the 40 people who started, between 10 and 34 may still have been better then. That is 25 to 85 of 100.");
}

TEST_CASE("No claim points to the same tests as a claim that did not tell of them") {
  const std::string text = plain_document(
      claim("C1", "type = \"durability\"\nasserted_size = \"any\"\noutcome_defined = true\ntime_point_weeks = 300\n") +
      claim("C2", "type = \"comparative\"\nasserted_size = \"any\"\noutcome_defined = true\n"
                  "comparator_stated = \"named\"\ncomparator_text = \"c\"\n"));
  INFO(text);
  CHECK(text.find("The same fair test") == std::string::npos);
}
