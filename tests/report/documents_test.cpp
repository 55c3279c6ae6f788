// The two documents of every shipped review, as people meet them.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "steelyard/analysis/analysis.h"
#include "steelyard/base/text.h"
#include "steelyard/layout/pages.h"
#include "steelyard/read/reader.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "steelyard/write/fonts.h"
#include "support/catch.h"
#include "support/one_line.h"
#include "support/overlap.h"
#include "support/paths.h"
#include "support/plain_language.h"

namespace {

namespace fs = std::filesystem;

const fs::path project = run::project();

std::vector<fs::path> shipped() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(project / "datasets"))
    if (fs::exists(entry.path() / "review.toml")) folders.push_back(entry.path());
  std::ranges::sort(folders);
  return folders;
}

const steelyard::FontSet& fonts() {
  static const steelyard::FontSet loaded;
  return loaded;
}

struct Made {
  steelyard::Document document;
  steelyard::Pages pages;
};

Made make(const fs::path& folder, const std::string& audience) {
  const auto layout = steelyard::load_template(project / "templates", audience, "en");
  const auto findings = steelyard::analyse(steelyard::read_review(folder).value, std::nullopt);
  Made made;
  made.document = steelyard::compose(findings, layout);
  made.pages = steelyard::lay_out(made.document, layout.style, fonts());
  return made;
}

// What a person reads: everything but page heads and feet.
std::string text_of(const steelyard::Pages& pages) {
  std::string text;
  for (const auto& page : pages.pages)
    for (const auto& item : page.items)
      if (const auto* piece = std::get_if<steelyard::TextPiece>(&item.ink);
          piece != nullptr && item.tag >= 0)
        text += piece->text + " ";
  return text;
}

// The same without line ends, to look for sentences in.
std::string sentences_of(const steelyard::Pages& pages) {
  std::string text = plain_language::with_plain_spaces(text_of(pages));
  for (std::size_t at = text.find("  "); at != std::string::npos; at = text.find("  ", at)) text.erase(at, 1);
  return text;
}

}  // namespace

TEST_CASE("The plain document has two pages at most, in 11 points or more") {
  for (const fs::path& folder : shipped()) {
    INFO(folder.string());
    const Made made = make(folder, "plain");
    CHECK(made.pages.pages.size() <= 2);
    for (const auto& page : made.pages.pages)
      for (const auto& item : page.items)
        if (const auto* piece = std::get_if<steelyard::TextPiece>(&item.ink);
            piece != nullptr && item.tag >= 0) {
          INFO(piece->text);
          CHECK(piece->size >= 11);
        }
  }
}

TEST_CASE("The plain document speaks plainly") {
  for (const fs::path& folder : shipped()) {
    INFO(folder.string());
    const std::string text = steelyard::lower_case(text_of(make(folder, "plain").pages));
    for (const std::string& word : plain_language::forbidden) CHECK(text.find(word) == std::string::npos);
    for (const std::string& word : plain_language::statistics_words) {
      INFO(word);
      CHECK(text.find(word) == std::string::npos);
    }
    CHECK(plain_language::reading_grade(text) <= plain_language::highest_grade);
  }
}

TEST_CASE("The reviewer's document uses no word that the data cannot carry") {
  for (const fs::path& folder : shipped()) {
    INFO(folder.string());
    const std::string text = steelyard::lower_case(text_of(make(folder, "reviewer").pages));
    for (const std::string& word : plain_language::forbidden) CHECK(text.find(word) == std::string::npos);
  }
}

TEST_CASE("No text overlaps or leaves the page in any shipped document") {
  for (const fs::path& folder : shipped())
    for (const char* audience : {"reviewer", "plain"}) {
      INFO(folder.string() << " " << audience);
      const Made made = make(folder, audience);
      const auto layout = steelyard::load_template(project / "templates", audience, "en");
      CHECK(overlap::faults(made.pages, layout.style) == std::vector<std::string>{});
    }
}

TEST_CASE("Every number of the lupus trial stands in both documents") {
  const std::string reviewer = text_of(make(project / "datasets/lupus-msc", "reviewer").pages);
  for (const char* number : {"0.90", "0.55 to 1.46", "−83 per 1000", "−397 to 345", "−433 to 378",
                             "68.6% to 80.5%", "149 to 151"}) {
    INFO(number);
    CHECK(reviewer.find(number) != std::string::npos);
  }
  const std::string plain = text_of(make(project / "datasets/lupus-msc", "plain").pages);
  CHECK(plain.find("9\u00A0of\u00A012") != std::string::npos);
  CHECK(plain.find("5\u00A0of\u00A06") != std::string::npos);
}

TEST_CASE("A claim that no analysis is named for says that no fair test was found") {
  steelyard::Review review = steelyard::read_review(project / "datasets/lupus-msc").value;
  for (auto& claim : review.claims) claim.against.clear();
  const auto layout = steelyard::load_template(project / "templates", "plain", "en");
  const auto document =
      steelyard::compose(steelyard::analyse(std::move(review), std::nullopt), layout);
  CHECK(steelyard::dump(document).find("No fair test of this claim is listed here.") !=
        std::string::npos);
}

TEST_CASE("A claim stands beside what is expected and what trials show, out of the same people") {
  const std::string reviewer = text_of(make(project / "datasets/lupus-msc", "reviewer").pages);
  for (const char* words :
       {"The page says", "Expected under", "Shown by controlled trials", "Out of 200 people.",
        "137 to 161", "64 to 140", "94 to 182", "87 to 194", "77 (7 to 175)",
        "DRAFT until signed by the two roles", "Failed checklist items, most consequential first:",
        "Other outcomes:", "SLEDAI above 8 at 6 months (RR 0.38, 0.12",
        "people out of 200"}) {
    INFO(words);
    CHECK(reviewer.find(words) != std::string::npos);
  }
  // Statements without numbers stand in tables, not in panels of their own.
  CHECK(reviewer.find("Claim B11:") > reviewer.find("Annex: the numbers behind each claim"));
  CHECK(reviewer.find("The same comparison as for claim B10.") != std::string::npos);
}

TEST_CASE("The annex gives a formula and a source for the numbers of a claim") {
  const std::string reviewer = text_of(make(project / "datasets/lupus-msc", "reviewer").pages);
  for (const char* words : {"Annex: the numbers behind each claim", "1 − 0.05^(1/n)",
                            "NNTH 12 (NNTH 2.6 to ∞ to", "1/|difference| over 48 weeks", "68.4% to 80.8%", "103 (24 to 176)",
                            "Naive difference, not an effect estimate", "−433 to 378",
                            "suggested by rules: very low",
                            "claim does not define its outcome"}) {
    INFO(words);
    CHECK(reviewer.find(words) != std::string::npos);
  }
}

TEST_CASE("The fact box counts the page, usual care and fair tests out of the same people") {
  const std::string plain = text_of(make(project / "datasets/lupus-msc", "plain").pages);
  for (const char* words :
       {"Out of 200 people in each group", "The page says", "Fair tests,", "137 to 161",
        "64 to 140", "94 to 182", "87 to 194", "not said", "Other outcomes:", "Questions to ask",
        "Do not stop a medicine without talking to your doctor.", "Usual care in other tests"}) {
    INFO(words);
    CHECK(plain.find(words) != std::string::npos);
  }
}

TEST_CASE("A check of another analysis stands under the results alone") {
  const std::string text = text_of(make(project / "datasets/bcg-vaccine", "reviewer").pages);
  const std::size_t results = text.find("Results ");
  REQUIRE(results != std::string::npos);
  CHECK(text.find("method of the 1994 review") > results);
  CHECK(text.find("method of the 1994 review") != std::string::npos);
}

TEST_CASE("The plain document shows what fair tests found, whichever way it points") {
  const auto shows = [](const char* review, std::initializer_list<const char*> texts) {
    const std::string plain =
        plain_language::with_plain_spaces(text_of(make(project / "datasets" / review, "plain").pages));
    for (const char* text : texts) {
      INFO(review << ": " << text << " in\n" << plain);
      CHECK(plain.find(text) != std::string::npos);
    }
    CHECK(plain.find("did not count people") == std::string::npos);
  };
  shows("ssc-fat-cells", {"A sore on the finger healed", "Daily life was clearly easier", "points better"});
  shows("ms-msc", {"A marker of nerve damage fell by half", "People stopped the treatment early"});
  shows("bcg-vaccine", {"We did not look for newer tests."});
}

TEST_CASE("Treatment periods are never told as people") {
  const fs::path folder = project / "datasets/ms-msc";
  const std::string reviewer =
      plain_language::with_plain_spaces(text_of(make(folder, "reviewer").pages));
  CHECK(reviewer.find("5 of 61 treatment periods with cells") != std::string::npos);
  CHECK(reviewer.find("92 treatment periods") != std::string::npos);
  CHECK(reviewer.find("92 people") == std::string::npos);
  CHECK(reviewer.find("82 (32 to 209)") == std::string::npos);
  const std::string plain = plain_language::with_plain_spaces(text_of(make(folder, "plain").pages));
  CHECK(plain.find("treatment periods with stem cells") != std::string::npos);
  CHECK(plain.find("without it, 5 of 61 with it") == std::string::npos);
  const auto findings =
      steelyard::analyse(steelyard::read_review(folder).value, std::nullopt);
  for (const auto& finding : findings.analyses)
    if (findings.review.analyses[finding.request].id == "treatment-failure") {
      CHECK_FALSE(finding.absolute);
      CHECK(finding.effects.participants == 0);
      CHECK(finding.pooled);
    }
}

TEST_CASE("A ratio that rests on an addition to empty cells is neither drawn nor told") {
  const std::string reviewer = plain_language::with_plain_spaces(
      text_of(make(project / "datasets/ra-msc", "reviewer").pages));
  CHECK(reviewer.find("50.25") == std::string::npos);
  CHECK(reviewer.find("19.6") != std::string::npos);
  CHECK(reviewer.find("was added to the cells") == std::string::npos);
}

TEST_CASE("A difference has its unit, and the sign that is the better one, in the key findings") {
  const auto reviewer = [](const char* review) {
    return sentences_of(make(project / "datasets" / review, "reviewer").pages);
  };
  const std::string lupus = reviewer("lupus-msc");
  CHECK(lupus.find("Mean difference −3.00 points (95% CI −10.34 to 4.34; below 0 favours cells)") != std::string::npos);
  CHECK(lupus.find("Mean difference −0.70 g per 24 hours (95% CI −2.16 to 0.76; below 0 favours cells)") !=
        std::string::npos);
  // Differences of risks in one unit on every page, as in the summary of findings.
  CHECK(lupus.find("Risk difference 83 per 1000 (95% CI −313 to 354)") != std::string::npos);
  CHECK(lupus.find("Risk difference 8.3%") == std::string::npos);
  CHECK(lupus.find("(RD −167 per 1000, −552 to 201)") != std::string::npos);
  CHECK(lupus.find("(MD −3.00 points, −10.34 to 4.34)") != std::string::npos);
  CHECK(reviewer("lupus-nephritis-drugs").find("Proportion 31.2%") != std::string::npos);
}

TEST_CASE("A zero in the summary of findings has the range of its group beside it") {
  const auto reviewer = [](const char* review) {
    return sentences_of(make(project / "datasets" / review, "reviewer").pages);
  };
  const std::string lupus = reviewer("lupus-msc");
  // The same as 0 to 78 of 200 people in the plain document: Wilson's, 0 of 6.
  CHECK(lupus.find("0 (0 to 390) 83 (0 to 354)") != std::string::npos);
  CHECK(lupus.find("A range beside 0 in the comparison group is Wilson's [") != std::string::npos);
  // Also where the difference of one trial is shown in place of its ratio.
  const std::string ms = reviewer("ms-msc");
  CHECK(ms.find("0 (0 to 125) 111 (0 to 281)") != std::string::npos);
  CHECK(ms.find("–: not counted in people.") != std::string::npos);
}

TEST_CASE("That nobody had the event in any group is told as such") {
  const auto layout = steelyard::load_template(project / "templates", "reviewer", "en");
  for (const bool two : {false, true}) {
    steelyard::Review review = steelyard::read_review(project / "datasets/ms-msc").value;
    for (auto& analysis : review.analyses) {
      if (analysis.id != "disability-better") continue;
      for (auto& study : analysis.studies)
        for (auto& data : study.data)
          if (auto* counts = std::get_if<steelyard::TwoByTwo>(&data)) counts->e_events = counts->c_events = 0;
      const std::size_t studies = analysis.studies.size();
      for (std::size_t s = 0; two && s < studies; ++s) {
        analysis.studies.push_back(analysis.studies[s]);
        analysis.studies.back().name += " again";
      }
    }
    const auto findings = steelyard::analyse(std::move(review), std::nullopt);
    const std::string text =
        sentences_of(steelyard::lay_out(steelyard::compose(findings, layout), layout.style, fonts()));
    INFO(text);
    if (two) {
      CHECK(text.find("Nobody had the event: 0 of 54 with cells and 0 of 54 with placebo. No effect can be estimated") !=
            std::string::npos);
      CHECK(text.find("0 (0 to 66) 0 (0 to 66) not estimable:") != std::string::npos);
    } else {  // one trial has a difference, though no ratio
      CHECK(text.find("0 of 27 with cells and 0 of 27 with placebo. Risk difference 0 per 1000 (95% CI −125 to 125)") !=
            std::string::npos);
      CHECK(text.find("0 (0 to 125) 0 (0 to 125)") != std::string::npos);
    }
    CHECK(text.find("No study could be pooled.") == std::string::npos);
  }
}

TEST_CASE("Usual care of other people is called a rough guide on the plain page as on the reviewer's") {
  const fs::path folder = project / "datasets/lupus-msc";
  CHECK(sentences_of(make(folder, "reviewer").pages).find("for orientation only") != std::string::npos);
  const std::string plain = sentences_of(make(folder, "plain").pages);
  CHECK(plain.find("Usual care in other tests (only a rough guide)") != std::string::npos);
  CHECK(plain.find("Usual care, rough guide") != std::string::npos);
}

TEST_CASE("A plain document that fills two pages by half has larger type, not empty pages") {
  const auto size_of_type = [](const char* review) {
    double largest = 0;
    for (const auto& page : make(project / "datasets" / review, "plain").pages.pages)
      for (const auto& item : page.items)
        if (const auto* piece = std::get_if<steelyard::TextPiece>(&item.ink))
          if (piece->text.find("This summary is") == 0) largest = std::max(largest, piece->size);
    return largest;
  };
  CHECK(size_of_type("ssc-fat-cells") > 12.5);
  CHECK(size_of_type("bcg-vaccine") > 12.5);
  CHECK(size_of_type("lupus-msc") == 11.5);
}

TEST_CASE("The range of one group alone is called so under the fact box") {
  for (const char* review : {"ra-msc", "ms-msc", "ssc-fat-cells", "lupus-msc"}) {
    INFO(review);
    const std::string plain = run::document_on_one_line(
        steelyard::analyse(steelyard::read_review(project / "datasets" / review).value, std::nullopt), "plain");
    CHECK(plain.find("play of chance in that one group") != std::string::npos);
  }
}

TEST_CASE("Rows of the fact box with one name are told apart") {
  steelyard::Review review = steelyard::read_review(project / "datasets/bcg-vaccine").value;
  for (auto& analysis : review.analyses) analysis.in_plain = true;
  const auto layout = steelyard::load_template(project / "templates", "plain", "en");
  const std::string text =
      steelyard::dump(steelyard::compose(steelyard::analyse(std::move(review), std::nullopt), layout));
  CHECK(text.find("(Tuberculosis, risk ratio)") != std::string::npos);
  CHECK(text.find("(Tuberculosis, odds ratio)") != std::string::npos);
}

TEST_CASE("No code of a table stands in a report") {
  for (const fs::path& folder : shipped()) {
    const std::string text = text_of(make(folder, "reviewer").pages);
    INFO(folder.string());
    for (const char* code : {"derived_", "reported_", "_pct", "counted_"})
      CHECK(text.find(code) == std::string::npos);
  }
}
