// claims.csv: every fault is told at its cell, once, with what it must be.
#include <filesystem>
#include <fstream>
#include <string>

#include "steelyard/base/error.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"
#include "support/paths.h"

namespace {

namespace fs = std::filesystem;

const std::string titles = "id,claimant,claimant_type,commercial_interest,paraphrase,type";
const std::string sound = "X1,Clinic,clinic,unknown,Most are said to be better.,future";

// A review with one analysis and these claims, in a folder of its own.
class ReviewWithClaims {
 public:
  explicit ReviewWithClaims(const std::string& claims)
      : folder_(fs::temp_directory_path() / ("steelyard-claims-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::copy(run::project() / "templates" / "starter", folder_);
    std::ofstream(folder_ / "claims.csv", std::ios::binary) << claims;
  }
  ReviewWithClaims(const ReviewWithClaims&) = delete;
  ReviewWithClaims& operator=(const ReviewWithClaims&) = delete;
  ~ReviewWithClaims() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  [[nodiscard]] steelyard::Checked<steelyard::Review> read() const {
    return steelyard::read_review(folder_);
  }

 private:
  fs::path folder_;
};

std::string told(const std::string& claims) {
  return to_text(ReviewWithClaims(claims).read().notices);
}

// What is said about one more column with this cell, without the line that it shows.
std::string told_of(const std::string& key, const std::string& cell) {
  std::string table = titles;
  table.append(",").append(key).append("\n").append(sound).append(",").append(cell).append("\n");
  const auto notices = ReviewWithClaims(table).read().notices;
  std::string text;
  for (const auto& each : notices) {
    CHECK(each.where.file == "claims.csv");
    CHECK(each.caret_length >= 1);
    text.append(std::to_string(each.where.line)).append(":");
    text.append(std::to_string(each.where.column)).append(": ").append(each.text);
    if (!each.hint.empty()) text.append(" | ").append(each.hint);
  }
  return text;
}

}  // namespace

TEST_CASE("A sound claims.csv is read without a word, whatever wrote it") {
  std::string windows = "\xEF\xBB\xBF";
  windows.append(titles).append("\r\n").append(sound).append("\r\n");
  const auto review = ReviewWithClaims(windows).read();
  CHECK(to_text(review.notices).empty());
  REQUIRE(review.value.claims.size() == 2);
  CHECK(review.value.claims[1].id == "X1");
}

TEST_CASE("Impossible numbers of a claim are refused at their cell, and nothing is put in their place") {
  CHECK(told_of("percent_text", "120") ==
        "2:61: claim X1: percent_text is '120', but must be a number from 0 to 100");
  CHECK(told_of("percent_text", "75%") ==
        "2:61: claim X1: percent_text is '75%', but must be a number from 0 to 100 | leave out the "
        "percent sign");
  CHECK(told_of("events", "-5") == "2:61: claim X1: events is -5, but must be 0 or more");
  CHECK(told_of("n", "0") == "2:61: claim X1: n is 0, but must be above 0");
  CHECK(told_of("n", "many") == "2:61: n is 'many', but must be a whole number of people");
  CHECK(told_of("n", "199.5") ==
        "2:61: n is '199.5', but must be a whole number of people | people and references are "
        "counted whole");
  CHECK(told_of("n", "\"1,200\"") ==
        "2:61: n is '1,200', but must be a whole number of people | write 1200, without a separator "
        "of thousands");
  CHECK(told_of("n", "\xEF\xBC\x92\xEF\xBC\x90").find("digits 0 to 9") != std::string::npos);
  CHECK(told_of("percent_text", "\"60,5\"") ==
        "2:61: claim X1: percent_text is '60,5', but must be a number from 0 to 100 | write 60.5, "
        "with a point before the decimals");
  CHECK(told_of("stated_value,fact_estimate,fact_low,fact_high,fact_source", "10,10,20,5,a source") ==
        "2:67: claim X1: fact_low is 20, but must not be above 5 (fact_high) | are fact_low and "
        "fact_high swapped?");
  CHECK(told_of("time_point_weeks", "a year") ==
        "2:61: time_point_weeks is 'a year', but must be a number");
  CHECK(told_of("events,n", "250,200") ==
        "2:61: claim X1: events is 250, but must be 0 to 200 (n) | are events and n swapped?");
  CHECK(told_of("n_followed,n_started", "30,20") ==
        "2:61: claim X1: n_followed is 30, but must be 0 to 20 (n_started) | are n_followed and "
        "n_started swapped?");
  CHECK(told_of("background_percent", "100%") ==
        "2:61: background_percent is '100%', but must be a number | leave out the percent sign");
}

TEST_CASE("Numbers that contradict each other are read, for the arithmetic gate to judge") {
  std::string table = titles;
  table.append(",percent_text,events,n\n").append(sound).append(",75,120,200\n");
  const auto review = ReviewWithClaims(table).read();
  CHECK(review.notices.empty());
  CHECK(review.value.claims[1].percent_text == "75");
  CHECK(review.value.claims[1].events == 120);
}

TEST_CASE("Dates, languages and yes or no of a claim must be such") {
  CHECK(told_of("date_seen", "2026-02-30") ==
        "2:61: date_seen is '2026-02-30', but must be a day | write it as 2026-11-01");
  CHECK(told_of("date_seen", "30.11.2026") ==
        "2:61: date_seen is '30.11.2026', but must be a day | write it as 2026-11-01");
  CHECK(told_of("date_seen,date_published", "2026-01-01,2026-05-02") ==
        "2:61: claim X1: date_seen is 2026-01-01, but must not be before 2026-05-02 "
        "(date_published) | are the two dates swapped?");
  CHECK(told_of("outcome_defined", "maybe") ==
        "2:61: outcome_defined is 'maybe', but must be yes or no");
  CHECK(told_of("language", "klingon").find("language is 'klingon', but must be a code of BCP 47") !=
        std::string::npos);
  for (const char* good : {"en", "pt-BR", "zh-Hant", "pol"}) CHECK(told_of("language", good).empty());
  for (const char* bad : {"e", "en_GB", "en-", "e1", "english"})
    CHECK_FALSE(told_of("language", bad).empty());
}

TEST_CASE("Ids that nothing has, and words that are no choice, are told with those that are") {
  CHECK(told_of("against", "nowhere") ==
        "2:61: claim X1: against is 'nowhere', but there is none with this id | known ids are "
        "relief");
  CHECK(told_of("scenarios", "nowhere") ==
        "2:61: claim X1: scenarios is 'nowhere', but there is none with this id | there is no "
        "[[scenario]] in the review");
  CHECK(told_of("assessor", "blind") ==
        "2:61: claim X1: assessor is 'blind', but must be blinded, unblinded_clinician, patient or "
        "unknown");
}

TEST_CASE("A sentence that is empty, quoted or too long is refused") {
  std::string table = titles;
  CHECK(told(table + "\nX1,Clinic,clinic,unknown,,future\n")
            .find("claims.csv:2:1: error: claim X1: paraphrase is missing") == 0);
  CHECK(told(table + "\nX1,Clinic,clinic,unknown,They say \xE2\x80\x9Cit works\xE2\x80\x9D.,future\n")
            .find("paraphrase holds quotation marks, but must be in your own words") !=
        std::string::npos);
  const std::string lengthy(100000, 'a');
  const std::string said = told(table + "\nX1,Clinic,clinic,unknown," + lengthy + ",future\n");
  CHECK(said.find("claims.csv:2:26: error: claim X1: paraphrase has 100000 characters, but must "
                  "have at most 400") == 0);
  CHECK(said.size() < 1000);
}

TEST_CASE("Bytes that are no text and characters that cannot be printed are told at their place, once") {
  const std::string broken =
      told(titles + "\nX1,Clinic,clinic,unknown,Most \xFF better.,future\n");
  CHECK(broken.find("claims.csv:2:31: error: the byte 0xFF is not UTF-8") == 0);
  CHECK(broken.find("error:", broken.find("error:") + 1) == std::string::npos);
  const std::string odd = told(titles + "\nX1,Clinic,clinic,unknown,Most \x1B[31mbetter.,future\n");
  CHECK(odd.find("claims.csv:2:31: error: the character U+001B is a control code") == 0);
  CHECK(odd.find("error:", odd.find("error:") + 1) == std::string::npos);
  CHECK(odd.find('\x1B') == std::string::npos);
}

TEST_CASE("Columns that are unknown, missing or twice are told once, at the header") {
  const std::string typo = told(titles + ",evnts\n" + sound + ",3\n" +
                                "X2,Clinic,clinic,unknown,Some are better.,future,4\n");
  CHECK(typo == "claims.csv:1:63: error: the column 'evnts' is not known\n"
                "  id,claimant,claimant_type,commercial_interest,paraphrase,type,evnts\n"
                "                                                                ^^^^^\n"
                "  hint: did you mean 'events'?\n");
  const std::string wrong = told("claim,who\na,b\nc,d\n");
  CHECK(wrong.find("claims.csv:1:1: error: the table has no column id, claimant, claimant_type, "
                   "commercial_interest, paraphrase or type, which every claim needs") !=
        std::string::npos);
  CHECK(wrong.find(":2:") == std::string::npos);
  CHECK(told(titles + ",n,n\n" + sound + ",3,3\n").find("the column 'n' stands twice") !=
        std::string::npos);
  CHECK(told(titles + ",\n" + sound + ",3\n")
            .find("claims.csv:2:61: error: column 7 has values, but no title in the header row") ==
        0);
  CHECK(told(titles + "\n" + sound + ",extra\n")
            .find("the row has 7 cells, but the header has 6") != std::string::npos);
}

TEST_CASE("A claims.csv with nothing in it, or with titles alone, is not taken for one without claims") {
  CHECK(told("") ==
        "claims.csv:1: error: the table is empty, but must have a header row\n"
        "  hint: a review without claims needs no claims.csv\n");
  CHECK(told(titles + "\n") ==
        "claims.csv:1: warning: the table has a header row, but no claims\n");
  CHECK(told("\"unclosed,\n").find("this quote is never closed") != std::string::npos);
}

TEST_CASE("An id that stands twice is told with the place of the other, in whichever file") {
  CHECK(told(titles + "\n" + sound + "\n" + sound + "\n")
            .find("claims.csv:3:1: error: claim X1: the id 'X1' stands twice (also on line 2)") == 0);
  CHECK(told(titles + "\nC1,Clinic,clinic,unknown,Some are better.,future\n")
            .find("claims.csv:2:1: error: claim C1: the id 'C1' stands twice (also on line 71 of "
                  "review.toml)") == 0);
}

TEST_CASE("A ratio that is no benefit, and a number that is not given, are told") {
  const auto row = [](const std::string& more) {
    return told(titles + ",asserted_direction,asserted_size,against,ratio\nX1,Clinic,clinic,unknown,"
                         "Most are said to be better.," + more + "\n");
  };
  CHECK(row("comparative,benefit,number_given,,2").empty());
  CHECK(row("comparative,benefit,number_given,,1").find("ratio is 1, which is no benefit") !=
        std::string::npos);
  CHECK(row("comparative,benefit,number_given,relief,2").empty());
  CHECK(row("comparative,benefit,number_given,relief,0.5")
            .find("error: claim X1: ratio is 0.5, which is no benefit (asserted_direction) where more is "
                  "better, as in outcome relief") != std::string::npos);
  CHECK(row("comparative,harm,number_given,relief,2").find("which is no harm") != std::string::npos);
  CHECK(row("response_proportion,benefit,any,,")
            .find("warning: claim X1: type is response_proportion, but the claim gives no number") !=
        std::string::npos);
  CHECK(row("comparative,benefit,number_given,,")
            .find("warning: claim X1: asserted_size is number_given") != std::string::npos);
  CHECK(row("comparative,benefit,any,,").empty());
}
