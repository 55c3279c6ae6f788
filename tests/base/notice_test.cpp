#include "steelyard/base/notice.h"

#include "support/catch.h"

using steelyard::Notice;
using steelyard::Severity;

TEST_CASE("A notice shows place, text, line, caret and hint") {
  const Notice notice{Severity::error,
                      {"studies.csv", 7, 11},
                      "Hart 1977: e_events is 3005, but must be 0 to 2545 (e_n)",
                      "Hart 1977,3005,2545,10,629",
                      4,
                      "are e_events and e_n swapped?"};
  CHECK(steelyard::to_text(notice) ==
        "studies.csv:7:11: error: Hart 1977: e_events is 3005, but must be 0 to 2545 (e_n)\n"
        "  Hart 1977,3005,2545,10,629\n"
        "            ^^^^\n"
        "  hint: are e_events and e_n swapped?");
}

TEST_CASE("The caret counts characters, not bytes") {
  const Notice notice{Severity::warning, {"a.csv", 2, 6}, "x", "Łódź,3", 1, ""};
  CHECK(steelyard::to_text(notice) == "a.csv:2:6: warning: x\n  Łódź,3\n       ^");
}

TEST_CASE("Notices are sorted by place") {
  const steelyard::Notices notices{{Severity::error, {"b.csv", 1, 1}, "late", "", 0, ""},
                                   {Severity::note, {"a.csv", 9, 1}, "middle", "", 0, ""},
                                   {Severity::error, {"a.csv", 2, 5}, "first", "", 0, ""}};
  CHECK(steelyard::to_text(notices) ==
        "a.csv:2:5: error: first\na.csv:9:1: note: middle\nb.csv:1:1: error: late\n");
}
