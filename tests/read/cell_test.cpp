#include "read/cell.h"

#include "support/catch.h"

using steelyard::is_missing;
using steelyard::read_cell;

TEST_CASE("What people write for a missing number is missing and no error") {
  for (const char* text : {"", "NA", "na", "Nr", "NR", "N/A", "n/a", "-", ".", "–", "—"}) {
    CAPTURE(text);
    CHECK(is_missing(text));
    const auto cell = read_cell(text, false);
    CHECK_FALSE(cell.number);
    CHECK(cell.must_be.empty());
  }
  for (const char* text : {"0", "none", "nan", "N", "--", "?"}) {
    CAPTURE(text);
    CHECK_FALSE(is_missing(text));
  }
}

TEST_CASE("Plain numbers are read in every common form") {
  CHECK(read_cell("12", false).number == 12.0);
  CHECK(read_cell("13.598", false).number == 13.598);
  CHECK(read_cell("-0.5", false).number == -0.5);
  CHECK(read_cell("−0.5", false).number == -0.5);  // the minus sign of typographers
  CHECK(read_cell("+3", false).number == 3.0);
  CHECK(read_cell("1e-3", false).number == 0.001);
  CHECK(read_cell("0,25", true).number == 0.25);
  CHECK(read_cell("−1,5", true).number == -1.5);
  CHECK(read_cell("1.5", true).number == 1.5);
}

namespace {

struct Refusal {
  const char* text;
  bool decimal_comma;
  const char* hint;
};

}  // namespace

TEST_CASE("What is no number is refused with the hint that helps") {
  constexpr Refusal refusals[] = {
      {"13 598",     false, "write 13598, without a thousands separator"                           },
      {"13,598",     false, "write 13598, without a thousands separator"                           },
      {"1'234'567",  false, "write 1234567, without a thousands separator"                         },
      {"13\xC2\xA0"
       "598", false, "write 13598, without a thousands separator"                           },
      {"1,234.5",    false, "write 1234.5, without a thousands separator"                          },
      {"1.234,5",    true,  "write 1234.5, without a thousands separator"                          },
      {"1.234.567",  true,  "write 1234567, without a thousands separator"                         },
      {"0,25",       false, "write 0.25, with a decimal point"                                     },
      {"75%",        false, "give the number without the percent sign, or the count itself"        },
      {"5 mg",       false, "give the number alone; a unit belongs into the column title"          },
      {"12kg",       false, "give the number alone; a unit belongs into the column title"          },
      {"9/12",       false, "put the two numbers into columns of their own"                        },
      {"1.2 (0.4)",  false, "one number in each cell: the part that follows needs its own column"  },
      {"1.2 ± 0.4", false, "one number in each cell: the part that follows needs its own column"  },
      {"<0.001",     false, "a bound is no number; leave the cell empty if the number is not known"},
      {"≥5",       false, "a bound is no number; leave the cell empty if the number is not known"},
      {"#DIV/0!",    false, "a spreadsheet formula failed here"                                    },
      {"12-Mar",     false, "a spreadsheet may have made a date of it"                             },
      {"many",       false, ""                                                                     },
      {"inf",        false, ""                                                                     },
      {"1e999",      false, ""                                                                     },
  };
  for (const Refusal& each : refusals) {
    CAPTURE(each.text);
    const auto cell = read_cell(each.text, each.decimal_comma);
    CHECK_FALSE(cell.number);
    CHECK(cell.must_be == "a number");
    CHECK(cell.hint == each.hint);
  }
}
