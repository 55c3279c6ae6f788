// Values too great for their display scale: never "inf" in print, never an absent one without a note.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>

#include "app/pool_text.h"
#include "steelyard/analysis/analysis.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"

namespace {

using namespace steelyard;

bool has_note(const std::vector<FitNote>& notes, std::string_view code) {
  for (const FitNote& note : notes)
    if (note.code == code) return true;
  return false;
}

// A word that no reader should meet.
bool has_word(const std::string& text, std::string_view word) {
  const auto letter = [&](std::size_t at) {
    return at < text.size() && std::isalpha(static_cast<unsigned char>(text[at])) != 0;
  };
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    if ((at == 0 || !letter(at - 1)) && !letter(at + word.size())) return true;
  return false;
}

void check(const std::string& rows, const std::string& measure) {
  CAPTURE(measure, rows);
  const auto table = parse_table(rows, "a.csv", {});
  Settings settings{{"force", {"true", {}, ""}}, {"bias", {"all", {}, ""}}};
  settings["measure"] = {measure, {}, ""};
  const auto plan = make_plan(settings, {});
  REQUIRE(to_text(plan.notices).empty());
  const AnalysisFinding finding = analyse_studies(table.value.studies, plan.value);
  const std::string text = pool_text(finding, 100);
  CHECK_FALSE(has_word(text, "inf"));
  CHECK_FALSE(has_word(text, "nan"));
  // No column stretched by hundreds of digits.
  std::size_t digits = 0, most = 0;
  for (const char one : text) {
    digits = one >= '0' && one <= '9' ? digits + 1 : 0;
    most = std::max(most, digits);
  }
  CHECK(most < 20);
  bool over = false;
  for (const StudyFinding& study : finding.studies)
    over = over || !std::isfinite(study.shown.estimate + study.shown.low + study.shown.high);
  if (finding.pooled)
    over = over || !std::isfinite(finding.pooled->estimate + finding.pooled->low + finding.pooled->high);
  if (over) CHECK(has_note(finding.synthesis.notes, "display-overflow"));
  for (const FurtherFinding& further : finding.further)
    for (const Quantity& quantity : further.quantities)
      if (quantity.shown && !std::isfinite(*quantity.shown))
        CHECK(has_note(further.notes, "display-overflow"));
}

}  // namespace

TEST_CASE("Effects of any measure may be too great for its display scale") {
  for (const Measure* measure : measures())
    for (const char* rows : {"study,yi,vi,n\na,900,1,10\nb,-500,2,12\nc,600,3,14\nd,5000,20,30\n",
                             "study,yi,vi,n\na,1e200,1e300,10\nb,-5,2,12\nc,1e150,3,14\nd,-1e200,20,30\n",
                             "study,yi,vi,n\na,3,1e5,10\nb,-5,2e6,12\nc,2,3e5,14\nd,1,2e5,30\n"})
      check(rows, std::string(measure->id));
}

TEST_CASE("Data may give effects too great for their display scale") {
  const std::string means =
      "study,m1i,sd1i,n1i,m2i,sd2i,n2i\n"
      "a,900,1,40,5,1,40\nb,500,2,30,4,2,30\nc,600,2,35,5,2,35\nd,1e5,2,35,5,2,35\n";
  for (const char* code : {"MD", "SMD", "SMDH", "SMD1", "ROM", "VR", "CVR", "D2ORN", "D2ORL"})
    check(means, code);
  const std::string all_events =
      "study,ai,n1i,ci,n2i\na,20,20,25,25\nb,30,30,22,22\nc,15,15,18,18\nd,40,40,40,40\n";
  const std::string apart =
      "study,ai,n1i,ci,n2i\na,20,20,0,25\nb,30,30,0,22\nc,15,15,0,18\nd,40,40,0,40\n";
  for (const char* code : {"OR", "RR", "RD", "PETO", "AS", "PHI", "YUQ", "YUY"})
    for (const std::string& rows : {all_events, apart}) check(rows, code);
}
