// The reviewer's document in words and numbers that people read: no codes, no tenths of a person.
#include <string>

#include "report/annex_rows.h"
#include "support/catch.h"
#include "support/one_line.h"
#include "support/review_folder.h"

namespace {

std::string reviewer_document(const std::string& table, const std::string& measure) {
  const review_folder::Folder folder;
  folder.file("review.toml", review_folder::head +
                                 "[[outcome]]\nid = \"o\"\nname = \"o\"\nbetter = \"higher\"\n[[analysis]]\n"
                                 "id = \"main\"\noutcome = \"o\"\ndata = \"t.csv\"\nmeasure = \"" + measure + "\"\n");
  folder.file("t.csv", table);
  folder.file("notes.md", "# Notes\n");
  return run::document_on_one_line(review_folder::findings_of(folder), "reviewer");
}

// One outcome, one analysis and one claim about it.
std::string reviewer_of_claim(const std::string& outcome, const std::string& analysis,
                              const std::string& table, const std::string& claim) {
  const review_folder::Folder folder;
  folder.file("review.toml",
              review_folder::head + "[[outcome]]\nid = \"o\"\nname = \"Remission\"\n" + outcome + "[[analysis]]\nid = \"main\"\noutcome = \"o\"\ndata = \"t.csv\"\n" + analysis +
                  "certainty = { level = \"high\", reasons = [\"x\"] }\n");
  folder.file("t.csv", table);
  folder.file("notes.md", "# Notes\n");
  folder.file("claims.csv", review_folder::claim_titles + claim);
  return run::document_on_one_line(review_folder::findings_of(folder), "reviewer");
}

const std::string good = "better = \"higher\"\n";
const std::string nine_of_twelve =
    "C1,Clinic B,clinic,sells_treatment,Many people are said to have got better.,response_proportion,benefit,"
    "number_given,true,9,12,main,\n";

const std::string trials = "study,e_events,e_n,c_events,c_n\nA 2001,30,60,20,60\nB 2002,35,60,22,60\n";

}  // namespace

TEST_CASE("Why a study is left out is told in words") {
  const std::string text = reviewer_document(trials + "C 2003,30,60,,60\nD 2004,30,,20,\n", "RR");
  INFO(text);
  CHECK(text.find("The number with the event in the comparison group is missing") != std::string::npos);
  CHECK(text.find("The size of the treated group and the size of the comparison group are missing") !=
        std::string::npos);
  CHECK(text.find("c_events is") == std::string::npos);
}

TEST_CASE("Peto's odds ratio is called by its name") {
  const std::string text = reviewer_document(trials, "PETO");
  INFO(text);
  CHECK(text.find("Peto OR ") != std::string::npos);
  CHECK(text.find("PETO ") == std::string::npos);
}

TEST_CASE("A number needed to treat above ten is whole") {
  steelyard::NumberNeededInterval found;
  found.point = steelyard::NumberNeeded{10859.3, false};
  found.low = found.high = *found.point;
  INFO(steelyard::needed_text(found));
  CHECK(steelyard::needed_text(found).find("10\u202F860") != std::string::npos);
  CHECK(steelyard::needed_text(found).find(".3") == std::string::npos);
}

TEST_CASE("With two trials the annex shows the three intervals that disagree") {  // N22
  const std::string text = reviewer_of_claim(
      good, "measure = \"RR\"\n",
      "study,e_events,e_n,c_events,c_n\nA 2012,41,72,33,72\nB 2013,99,148,41,75\n", nine_of_twelve);
  INFO(text);
  for (const char* words : {"Risk ratio, common effect", "1.23 (1.02 to 1.49)", "Risk ratio, plain Hartung–Knapp",
                            "1.23 (1.12 to 1.35)", "Risk ratio, guarded Hartung–Knapp", "1.23 (0.36 to 4.21)"}) {
    INFO(words);
    CHECK(text.find(words) != std::string::npos);
  }
  const std::string one = reviewer_of_claim(good, "measure = \"RR\"\n",
                                            "study,e_events,e_n,c_events,c_n\nA 2012,41,72,33,72\n", nine_of_twelve);
  CHECK(one.find("plain Hartung–Knapp") == std::string::npos);
}

TEST_CASE("How many would have responded anyway is told from the controlled trial") {  // section 3.8
  const std::string text = reviewer_of_claim(good, "measure = \"RR\"\n",
                                             "study,e_events,e_n,c_events,c_n\nDeng,9,12,5,6\n", nine_of_twelve);
  INFO(text);
  CHECK(text.find("100% (68% to 100%); 1/RR = 1.11 (0.68 to 1.80)") != std::string::npos);
  // Shares of fewer than 100 people have no decimals.
  CHECK(text.find("47% to 91%") != std::string::npos);
  CHECK(text.find("46.8%") == std::string::npos);
}

TEST_CASE("The share of an average change is told whether or not somebody chose what matters") {  // N28
  const std::string table =
      "study,e_mean,e_sd,e_n,c_mean,c_sd,c_n\nDaumas,-9.2,12.2,20,-7.6,13.2,20\n";
  for (const char* chosen : {"", "important = { benefit = 5, harm = 5, source = \"panel\" }\n"}) {
    const std::string text = reviewer_of_claim(std::string("better = \"lower\"\nchange = true\nunit = \"points\"\n") + chosen,
                                               "measure = \"MD\"\n", table, nine_of_twelve);
    INFO(chosen << text);
    CHECK(text.find("83% was also seen without it") != std::string::npos);
    if (*chosen != 0) CHECK(text.find("83% (17% to 241%)") != std::string::npos);
  }
}
