#include "read/csv.h"

#include "steelyard/base/text.h"
#include "support/catch.h"

using namespace steelyard;

namespace {

// Rows separated by "/", fields by "|", and what was complained about.
struct Split {
  std::string rows;
  Notices notices;
};

Split split_csv(std::string_view text) {
  Split result;
  const CsvText csv(text, "a.csv", result.notices);
  for (std::size_t i = 0; i < csv.row_count(); ++i) {
    if (i > 0) result.rows += "/";
    bool first = true;
    for (const CsvField& field : csv.row(i)) {
      if (!first) result.rows += "|";
      first = false;
      result.rows += field.text;
    }
  }
  return result;
}

struct Case {
  std::string text, rows;
};

}  // namespace

TEST_CASE("Every way in which spreadsheets write a table gives the same fields") {
  const std::vector<Case> cases{
      {"a,b\n1,2\n",                 "a|b/1|2"       },
      {"a,b\n1,2",                   "a|b/1|2"       },
      {"a,b\r\n1,2\r\n",             "a|b/1|2"       },
      {"a,b\r1,2\r",                 "a|b/1|2"       },
      {"a;b\n1,5;2\n",               "a|b/1,5|2"     },
      {"a\tb\n1\t2\n",               "a|b/1|2"       },
      {"\xEF\xBB\xBF"
       "a,b\n1,2\n",          "a|b/1|2"       },
      {"\"a\",\"b\"\n\"1\",\"2\"\n", "a|b/1|2"       },
      {" a , b \n 1 , 2 \n",         "a|b/1|2"       },
      {"a, \"b\" \n1, \"x, y\" \n",  "a|b/1|x, y"    },
      {"a,b\n\n1,2\n\n\n",           "a|b/1|2"       },
      {"a,b\n,\n1,2\n,\n",           "a|b/1|2"       },
      {"\"a;x\",b\n1,2\n",           "a;x|b/1|2"     },
      {"a,b\n\"x\"\"y\",2\n",        "a|b/x\"y|2"    },
      {"a,b\n\"\"\"\",2\n",          "a|b/\"|2"      },
      {"a,b\n\"x\ny\",2\n",          "a|b/x\ny|2"    },
      {"a,b\n5\" tall,2\n",          "a|b/5\" tall|2"},
      {"a,b\n1,\n",                  "a|b/1|"        },
      {"a,b\n1,",                    "a|b/1|"        },
      {"a\n1\n",                     "a/1"           },
      {"",                           ""              },
      {"\n\n",                       ""              },
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    const Split found = split_csv(each.text);
    CHECK(found.rows == each.rows);
    CHECK(to_text(found.notices).empty());
  }
}

TEST_CASE("Every field knows its line and its column in characters") {
  Notices notices;
  const CsvText csv("\xEF\xBB\xBFstudy,n\r\n\"Łódź\n2001\", 12\r\nB,3\r\n", "a.csv", notices);
  REQUIRE(csv.row_count() == 3);
  CHECK(csv.place(csv.row(0)[1]) == Place{"a.csv", 1, 7});
  CHECK(csv.place(csv.row(1)[0]) == Place{"a.csv", 2, 1});
  CHECK(csv.place(csv.row(1)[1]) == Place{"a.csv", 3, 8});
  CHECK(csv.place(csv.row(2)[1]) == Place{"a.csv", 4, 3});
  const Notice notice = csv.notice(Severity::error, csv.row(1)[1], "x");
  CHECK(notice.source == "2001\", 12");
  CHECK(notice.caret_length == 2);
}

TEST_CASE("Bytes that are no text are named with their place, and reading goes on") {
  const Split latin = split_csv("a,b\nM\xFCller,2\n\xE9,3\n");
  CHECK(to_text(latin.notices) ==
        "a.csv:2:2: error: the byte 0xFC is not UTF-8\n"
        "  M\xEF\xBF\xBDller,2\n"
        "   ^\n"
        "  hint: save the file as UTF-8 (\"CSV UTF-8\" in spreadsheets)\n");
  CHECK(latin.rows == "a|b/M\xEF\xBF\xBDller|2/\xEF\xBF\xBD|3");

  const Split nul = split_csv(std::string_view("a,b\n1,\0002\n", 9));
  REQUIRE(nul.notices.size() == 1);
  CHECK(nul.notices[0].text == "the byte 0x00 is no text");
  CHECK(nul.notices[0].where == Place{"a.csv", 2, 3});

  const Split wide =
      split_csv(std::string_view("\xFF\xFE"
                                 "a\0,\0b\0",
                                 8));
  REQUIRE(wide.notices.size() == 1);
  CHECK(wide.notices[0].text == "the file is UTF-16, but must be UTF-8");
  CHECK(wide.rows.empty());
}

TEST_CASE("A quote that is never closed ends the reading, at its place") {
  const Split found = split_csv("a,b\n1,2\n3,\"4\n5,6\n");
  CHECK(to_text(found.notices) ==
        "a.csv:3:3: error: this quote is never closed\n"
        "  3,\"4\n"
        "    ^\n"
        "  hint: nothing after it was read\n");
  CHECK(found.rows == "a|b/1|2");
}

TEST_CASE("Text after a closing quote is an error") {
  const Split found = split_csv("a,b\n\"1\"x,2\n");
  CHECK(to_text(found.notices) ==
        "a.csv:2:4: error: text stands after a closing quote, but there must be none\n"
        "  \"1\"x,2\n"
        "     ^\n"
        "  hint: a quote inside a quoted text is written twice\n");
  CHECK(found.rows == "a|b/1|2");
}
