// Every complaint about a table, word for word.
#include "steelyard/read/reader.h"
#include "support/catch.h"

using namespace steelyard;

namespace {

struct Fault {
  const char* what;
  const char* table;
  const char* told;
};

constexpr Fault faults[] = {
    {"a negative count",
     R"(study,e_events,e_n,c_events,c_n
A,-1,10,2,10
)",                  R"(a.csv:2:3: error: A: e_events is -1, but must be 0 to 10 (e_n)
  A,-1,10,2,10
    ^^
)"                   },
    {"a group of nobody",
     R"(study,e_events,e_n,c_events,c_n
A,0,0,2,10
)",                  R"(a.csv:2:5: warning: A: e_n is 0, but must be above 0
  A,0,0,2,10
      ^
  hint: the row is left out, unless it gives an effect in another way
)"                               },
    {"a negative size",
     R"(study,e_events,e_n,c_events,c_n
A,1,10,2,-10
)",                  R"(a.csv:2:10: error: A: c_n is -10, but must be above 0
  A,1,10,2,-10
           ^^^
)"                            },
    {"a count that is not whole",
     R"(study,e_events,e_n,c_events,c_n
A,1.5,10,2,10
)",                  R"(a.csv:2:3: warning: A: e_events is 1.5, but should be a whole number
  A,1.5,10,2,10
    ^^^
  hint: a cluster-adjusted count?
)"             },
    {"a percentage for a count",
     R"(study,e_events,e_n,c_events,c_n
A,75%,10,2,10
)",                  R"(a.csv:2:3: error: A: e_events is '75%', but must be a number
  A,75%,10,2,10
    ^^^
  hint: give the number without the percent sign, or the count itself
)"                     },
    {"a quoted thousands separator",
     R"(study,e_events,e_n,c_events,c_n
A,1,"13,598",2,10
)",                  R"(a.csv:2:5: error: A: e_n is '13,598', but must be a number
  A,1,"13,598",2,10
      ^^^^^^^^
  hint: write 13598, without a thousands separator
)"                       },
    {"a unit",
     R"(study,e_events,e_n,c_events,c_n
A,1,10 eyes,2,10
)",                  R"(a.csv:2:5: error: A: e_n is '10 eyes', but must be a number
  A,1,10 eyes,2,10
      ^^^^^^^
  hint: give the number alone; a unit belongs in the column title
)"                      },
    {"a word for a count",
     R"(study,e_events,e_n,c_events,c_n
A,none,10,2,10
)",                  R"(a.csv:2:3: error: A: e_events is 'none', but must be a number
  A,none,10,2,10
    ^^^^
)"                    },
    {"a decimal comma in a comma-separated table",
     R"(study,e_events,e_n,c_events,c_n
A,"1,5",10,2,10
)",                  R"(a.csv:2:3: error: A: e_events is '1,5', but must be a number
  A,"1,5",10,2,10
    ^^^^^
  hint: write 1.5, with a decimal point
)"                     },
    {"too few fields",
     R"(study,e_events,e_n,c_events,c_n
A,1,10,2
)",                  R"(a.csv:2:8: error: the row has 4 fields, but must have 5
  A,1,10,2
         ^
  hint: nothing stands under 'c_n'
)"                          },
    {"too many fields",
     R"(study,e_events,e_n,c_events,c_n
A,1,10,2,10,
)",                  R"(a.csv:2:13: error: the row has 6 fields, but must have 5
  A,1,10,2,10,
              ^
  hint: remove the separators at the end of the row
)"                         },
    {"an impossible value in an incomplete row",
     R"(study,e_events,e_n,c_events,c_n
A,12,10,,
)",                  R"(a.csv:2:3: error: A: e_events is 12, but must be 0 to 10 (e_n)
  A,12,10,,
    ^^
  hint: are e_events and e_n swapped?
)"                   },
    {"two numbers in a cell",
     R"(study,e_events,e_n,c_events,c_n
A,1/10,10,2,10
)",                  R"(a.csv:2:3: error: A: e_events is '1/10', but must be a number
  A,1/10,10,2,10
    ^^^^
  hint: put the two numbers into columns of their own
)"                    },
    {"a date made of a number",
     R"(study,e_events,e_n,c_events,c_n
A,1-Mar,10,2,10
)",                  R"(a.csv:2:3: error: A: e_events is '1-Mar', but must be a number
  A,1-Mar,10,2,10
    ^^^^^
  hint: a spreadsheet may have made a date of it
)"                   },
    {"a formula that failed",
     R"(study,e_events,e_n,c_events,c_n
A,#DIV/0!,10,2,10
)",                  R"(a.csv:2:3: error: A: e_events is '#DIV/0!', but must be a number
  A,#DIV/0!,10,2,10
    ^^^^^^^
  hint: a spreadsheet formula failed here
)"                 },
    {"many fields missing",
     R"(study,e_events,e_n,c_events,c_n
A,1
)",                  R"(a.csv:2:3: error: the row has 2 fields, but must have 5
  A,1
    ^
  hint: nothing stands under 'e_n' and what follows it
)"                          },
    {"too many filled fields",
     R"(study,e_events,e_n,c_events,c_n
A,1,10,2,10,x y
)",                  R"(a.csv:2:13: error: the row has 6 fields, but must have 5
  A,1,10,2,10,x y
              ^^^
  hint: put a text that holds the separator in double quotes
)"                         },
    {"the same title twice",
     R"(study,e_events,E_Events,e_n
A,1,2,3
)",                      R"(a.csv:1:16: error: the column 'E_Events' stands twice (also as column 2)
  study,e_events,E_Events,e_n
                 ^^^^^^^^
)"         },
    {"the same meaning twice",
     R"(study,e_events,ai,e_n,c_events,c_n
A,1,1,10,2,10
)",               R"(a.csv:1:16: error: the columns 'e_events' and 'ai' both mean e_events
  study,e_events,ai,e_n,c_events,c_n
                 ^^
  hint: remove or rename one of them
)"            },
    {"a title with a slip",
     R"(study,e_event,e_n,c_events,c_n
A,1,10,2,10
)",                   R"(a.csv:1:7: warning: the column 'e_event' is not known
  study,e_event,e_n,c_events,c_n
        ^^^^^^^
  hint: did you mean 'e_events'?
)"                            },
    {"a title of another program",
     R"(study,event.e,n.e,event.c,n.c
A,1,10,2,10
)",                    R"(a.csv:1:7: warning: the column 'event.e' is not known
  study,event.e,n.e,event.c,n.c
        ^^^^^^^
  hint: did you mean 'e_events'?
a.csv:1:15: warning: the column 'n.e' is not known
  study,event.e,n.e,event.c,n.c
                ^^^
  hint: did you mean 'e_n'?
a.csv:1:19: warning: the column 'event.c' is not known
  study,event.e,n.e,event.c,n.c
                    ^^^^^^^
  hint: did you mean 'c_events'?
a.csv:1:27: warning: the column 'n.c' is not known
  study,event.e,n.e,event.c,n.c
                            ^^^
  hint: did you mean 'c_n'?
)"                            },
    {"no name column",
     R"(trial,e_events,e_n,c_events,c_n
A,1,10,2,10
)",                  R"(a.csv:1:1: warning: the table has no column 'study' (nor slab or author), so its rows are named Study 1, Study 2 and so on
  trial,e_events,e_n,c_events,c_n
  ^^^^^
  hint: name the column of names study, or map it with columns
)"           },
    {"no name in a row",
     R"(study,e_events,e_n,c_events,c_n
,1,10,2,10
)",                  R"(a.csv:2:1: error: study is empty, but must be the name of the study
  ,1,10,2,10
  ^
)"              },
    {"one name twice",
     R"(study,year,e_events,e_n,c_events,c_n
Deng,2017,1,10,2,10
Du,2018,1,10,2,10
Deng 2017,2017,2,10,3,10
)",             R"(a.csv:4:1: error: Deng 2017 stands twice (also on line 2)
  Deng 2017,2017,2,10,3,10
  ^^^^^^^^^
  hint: if these are outcomes, arms or times of one study, say so with cluster = "study", or choose rows with where = { column = "text" }
)"                        },
    {"a year that is none",
     R"(study,year,e_events,e_n,c_events,c_n
Deng,in press,1,10,2,10
)",             R"(a.csv:2:6: warning: Deng: year is 'in press', but should be a year of four digits
  Deng,in press,1,10,2,10
       ^^^^^^^^
)"},
    {"values without a title",
     R"(study,e_events,e_n,c_events,c_n,
A,1,10,2,10,x
B,1,10,2,10,y
)",                 R"(a.csv:2:13: error: column 6 has values, but no title in the header row
  A,1,10,2,10,x
              ^
)"           },
    {"nothing but a header",
     R"(study,e_events,e_n,c_events,c_n
)",                  R"(a.csv:1: error: the table has a header row, but no studies
)"                       },
    {"nothing at all",                             R"()",
     R"(a.csv:1: error: the table is empty, but must have a header row
)"                                                                        },
    {"a standard deviation of 0",
     R"(study,e_mean,e_sd,e_n,c_mean,c_sd,c_n
A,1,0,10,2,1,10
)",            R"(a.csv:2:5: warning: A: e_sd is 0, but must be above 0
  A,1,0,10,2,1,10
      ^
  hint: the row is left out, unless it gives an effect in another way
)"                              },
    {"a standard deviation of one person",
     R"(study,m1i,sd1i,n1i,m2i,sd2i,n2i
A,1,1,1,2,1,10
)",                  R"(a.csv:2:7: error: A: n1i is 1, but must be 2 or more
  A,1,1,1,2,1,10
        ^
  hint: one person has no standard deviation
)"                             },
    {"a correlation beyond 1",
     R"(study,ri,ni
A,1.2,30
)",                                      R"(a.csv:2:3: error: A: ri is 1.2, but must be -1 to 1
  A,1.2,30
    ^^^
)"                              },
    {"no time at risk",
     R"(study,x1i,t1i,x2i,t2i
A,1,0,2,10
)",                            R"(a.csv:2:5: error: A: t1i is 0, but must be above 0
  A,1,0,2,10
      ^
)"                               },
    {"counts that do not add up",
     R"(study,ai,bi,n1i,ci,n2i
A,3,10,12,1,10
)",                           R"(a.csv:2:8: error: A: n1i is 12, but must be 13 (ai + bi)
  A,3,10,12,1,10
         ^^
)"                         },
    {"a negative count of the others",
     R"(study,ai,bi,ci,di
A,3,-1,1,10
)",                                R"(a.csv:2:5: error: A: bi is -1, but must be 0 or more
  A,3,-1,1,10
      ^^
)"                             },
    {"nobody in a fourfold table",
     R"(study,ai,bi,ci,di
A,0,0,1,10
)",                                R"(a.csv:2:5: warning: A: bi is 0, but must be above 0, because ai is 0 too
  A,0,0,1,10
      ^
  hint: the row is left out, unless it gives an effect in another way
)"           },
};

}  // namespace

TEST_CASE("Every fault of a table is told with place, line, caret and hint") {
  for (const Fault& each : faults) {
    CAPTURE(each.what);
    CHECK(to_text(parse_table(each.table, "a.csv", {}).notices) == each.told);
  }
}

TEST_CASE("A complaint names columns as the file does") {
  const TableOptions options{
      .columns = {{"e_events", "events_vaccine"},
                  {"e_n", "total_vaccine"},
                  {"c_events", "events_control"},
                  {"c_n", "Total_Control"}}
  };
  const auto read = parse_table(
      "study,events_vaccine,total_vaccine,events_control,total_control\n"
      "Hart 1977,3005,2545,10,629\n",
      "studies.csv", options);
  CHECK(to_text(read.notices) ==
        "studies.csv:2:11: error: Hart 1977: events_vaccine is 3005, but must be 0 to 2545 "
        "(total_vaccine)\n"
        "  Hart 1977,3005,2545,10,629\n"
        "            ^^^^\n"
        "  hint: are events_vaccine and total_vaccine swapped?\n");
}
