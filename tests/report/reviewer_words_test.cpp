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
