// Every complaint about review.toml, word for word.
#include "read/review_toml.h"

#include <string>

#include "support/catch.h"

using namespace steelyard;

namespace {

constexpr const char* sound = R"(title = "Cells for lupus"
slug = "lupus"
searched = 2026-11-01

[question]
population = "Adults"
intervention = "Cells"
comparator = "Placebo"

[[outcome]]
id = "remission"
name = "Renal remission"
better = "higher"

[[analysis]]
id = "main"
outcome = "remission"
data = "a.csv"
measure = "RR"

[[claim]]
id = "B10"
claimant = "Clinic B"
claimant_type = "clinic"
commercial_interest = "sells_treatment"
paraphrase = "Three quarters are said to have benefited."
type = "response_proportion"
n = 200
percent_text = "75"
against = "main"
asserted_direction = "benefit"
)";

std::string told(const std::string& text) {
  const Checked<Toml> root = parse_toml(text, "review.toml");
  Notices notices = root.notices;
  Review review;
  if (notices.empty()) read_review_toml(root.value, review, notices);
  show_sources(notices, "review.toml", text);
  return to_text(notices);
}

// What is put in the place of what in a sound review, and what is said about it.
struct Fault {
  const char* what;
  const char* before;
  const char* after;
  const char* told;
};

constexpr Fault faults[] = {
    {"a key with a slip",                        "searched =",                                     "serched =",
     R"(review.toml:3:1: error: the key 'serched' is not known
  serched = 2026-11-01
  ^^^^^^^
  hint: did you mean 'searched'?
)"                                                                                                                                                                                                          },
    {"a key that is like none",                  "slug = \"lupus\"",                               "zzz = \"lupus\"",
     R"(review.toml:2:1: error: the key 'zzz' is not known
  zzz = "lupus"
  ^^^
  hint: known keys are analysis, claim, claims, grade, lang, outcome, pending, plain_title, plain_unknowns, question, scenario, search_note, searched, slug, status, title and version
)"                                                                                                                                                                                                              },
    {"no title",                                 "title = \"Cells for lupus\"\n",                  "",
     R"(review.toml:1: error: title is missing
)"                                                                                                                                                                                                                          },
    {"a title without quotes for its number",    "title = \"Cells for lupus\"",                    "title = 12",
     R"(review.toml:1:9: error: title is a whole number, but must be a text
  title = 12
          ^^
  hint: put it in double quotes
)"                                                                                                                                                                                             },
    {"an empty title",                           "title = \"Cells for lupus\"",                    "title = \" \"",
     R"(review.toml:1:9: error: title is empty, but must be a text
  title = " "
          ^^^
)"                                                                                                                                                                                                      },
    {"a slug with a slash",                      "slug = \"lupus\"",                               "slug = \"../lupus\"",
     R"(review.toml:2:8: error: slug is '../lupus', but must be letters, digits, - and _
  slug = "../lupus"
         ^^^^^^^^^^
  hint: it names the folder of the reports
)"                                                                                                                                                                                },
    {"a date in quotes",                         "searched = 2026-11-01",                          "searched = \"2026-11-01\"",
     R"(review.toml:3:12: error: searched is a text, but must be a date
  searched = "2026-11-01"
             ^^^^^^^^^^^^
  hint: write it without quotes
)"                                                                                                                                                                                                 },
    {"a date in words",                          "searched = 2026-11-01",                          "searched = \"November 2026\"",
     R"(review.toml:3:12: error: searched is a text, but must be a date
  searched = "November 2026"
             ^^^^^^^^^^^^^^^
  hint: write it as 2026-11-01
)"                                                                                                                                                                                                 },
    {"a list that is a text",                    "slug = \"lupus\"",                               "pending = \"none\"",
     R"(review.toml:2:11: error: pending is a text, but must be a list of texts
  pending = "none"
            ^^^^^^
  hint: put it in square brackets
)"                                                                                                                                                                                         },
    {"a list with a number",                     "slug = \"lupus\"",                               "pending = [\"a\", 7]",
     R"(review.toml:2:17: error: an entry of pending is a whole number, but must be a text
  pending = ["a", 7]
                  ^
  hint: put it in double quotes
)"                                                                                                                                                                              },
    {"no question",
     "[question]\npopulation = \"Adults\"\nintervention = \"Cells\"\ncomparator = \"Placebo\"\n",  "",
     R"(review.toml:1: error: question is missing
)"                                                                                                                                                                                                                       },
    {"half a question",                          "comparator = \"Placebo\"\n",                     "",
     R"(review.toml:5:1: error: question: comparator is missing
  [question]
  ^^^^^^^^^^
)"                                                                                                                                                                                                         },
    {"single brackets",                          "[[outcome]]",                                    "[outcome]",
     R"(review.toml:10:1: error: outcome is one table, but must be a list of tables
  [outcome]
  ^^^^^^^^^
  hint: write [[outcome]] with double brackets
)"                                                                                                                                                                                     },
    {"a direction that is none",                 "better = \"higher\"",                            "better = \"up\"",
     R"(review.toml:13:10: error: outcome remission: better is 'up', but must be higher or lower
  better = "up"
           ^^^^
)"                                                                                                                                                                        },
    {"a direction with a slip",                  "better = \"higher\"",                            "better = \"highr\"",
     R"(review.toml:13:10: error: outcome remission: better is 'highr', but must be higher or lower
  better = "highr"
           ^^^^^^^
  hint: did you mean 'higher'?
)"                                                                                                                                                                     },
    {"no direction",                             "better = \"higher\"\n",                          "",
     R"(review.toml:10:1: error: outcome remission: better is missing
  [[outcome]]
  ^^^^^^^^^^^
)"                                                                                                                                                                                                   },
    {"weeks in words",                           "better = \"higher\"",                            "better = \"higher\"\ntime_weeks = \"52\"",
     R"(review.toml:14:14: error: outcome remission: time_weeks is a text, but must be a number
  time_weeks = "52"
               ^^^^
  hint: write it without quotes
)"                                                                                                                                                                         },
    {"no time",                                  "better = \"higher\"",                            "better = \"higher\"\ntime_weeks = -1",
     R"(review.toml:14:14: error: outcome remission: time_weeks is -1, but must be 0 to 5200 (100 years)
  time_weeks = -1
               ^^
)"                                                                                                                                                                               },
    {"an important difference without a source", "better = \"higher\"",
     "better = \"higher\"\nimportant = { benefit_per_1000 = 50, harm_per_1000 = 50 }",                                                                             R"(review.toml:14:13: error: outcome remission, important: source is missing
  important = { benefit_per_1000 = 50, harm_per_1000 = 50 }
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
)"                                             },
    {"half of an important difference",          "better = \"higher\"",
     "better = \"higher\"\nimportant = { benefit_per_1000 = 50, source = \"x\" }",                                                             R"(review.toml:14:13: error: outcome remission, important: important gives only one of benefit_per_1000 and harm_per_1000
  important = { benefit_per_1000 = 50, source = "x" }
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: a default may not stand beside a number that somebody chose
)"},
    {"more than everybody",                      "better = \"higher\"",
     "better = \"higher\"\nimportant = { benefit_per_1000 = 5000, harm_per_1000 = 50, source = \"x\" }",                                                           R"(review.toml:14:34: error: outcome remission, important: benefit_per_1000 is 5000, but must be above 0 and at most 1000
  important = { benefit_per_1000 = 5000, harm_per_1000 = 50, source = "x" }
                                   ^^^^
)"},
    {"one id twice",                             "[[analysis]]",
     "[[outcome]]\nid = \"remission\"\nname = \"Again\"\nbetter = \"lower\"\n\n[[analysis]]",                                                  R"(review.toml:16:6: error: outcome remission: the id 'remission' stands twice (also on line 10)
  id = "remission"
       ^^^^^^^^^^^
)"                         },
    {"an outcome that is not there",             "outcome = \"remission\"",                        "outcome = \"remision\"",
     R"(review.toml:17:11: error: analysis main: outcome is 'remision', but there is none with this id
  outcome = "remision"
            ^^^^^^^^^^
  hint: did you mean 'remission'?
)"                                                                                                                                                                  },
    {"an analysis that is not there",            "against = \"main\"",                             "against = \"safety\"",
     R"(review.toml:30:11: error: claim B10: against is 'safety', but there is none with this id
  against = "safety"
            ^^^^^^^^
  hint: known ids are main
)"                                                                                                                                                                        },
    {"no measure",                               "measure = \"RR\"\n",                             "",
     R"(review.toml:15:1: error: analysis main: measure is missing
  [[analysis]]
  ^^^^^^^^^^^^
)"                                                                                                                                                                                                      },
    {"a table outside the folder",               "data = \"a.csv\"",                               "data = \"../a.csv\"",
     R"(review.toml:18:8: error: analysis main: data is '../a.csv', but must be the name of a file in the folder
  data = "../a.csv"
         ^^^^^^^^^^
  hint: no folders in the name
)"                                                                                                                                                        },
    {"a setting that is a table",                "measure = \"RR\"",
     "measure = \"RR\"\ntau2 = { method = \"REML\" }",                                                                                         R"(review.toml:20:8: error: analysis main: tau2 is a table, but must be a text, a number, true, false or a list of texts
  tau2 = { method = "REML" }
         ^^^^^^^^^^^^^^^^^^^
)" },
    {"a condition that is a list",               "measure = \"RR\"",
     "measure = \"RR\"\nwhere = { outcome = [\"a\", \"b\"] }",                                                                                 R"(review.toml:20:21: error: analysis main: where.outcome is a list, but must be a text
  where = { outcome = ["a", "b"] }
                      ^^^^^^^^^^^^
)"                                  },
    {"true in quotes",                           "measure = \"RR\"",                               "measure = \"RR\"\nplain = \"true\"",
     R"(review.toml:20:9: error: analysis main: plain is a text, but must be true or false
  plain = "true"
          ^^^^^^
  hint: write it without quotes
)"                                                                                                                                                                              },
    {"a rating without a reason",                "measure = \"RR\"",
     "measure = \"RR\"\ncertainty = { imprecision = -1 }",                                                                                     R"(review.toml:20:13: error: analysis main, certainty: reasons is missing
  certainty = { imprecision = -1 }
              ^^^^^^^^^^^^^^^^^^^^
  hint: every rating needs the reviewer's reason
)"                                                },
    {"a rating too far down",                    "measure = \"RR\"",
     "measure = \"RR\"\ncertainty = { imprecision = -4, reasons = [\"x\"] }",                                                                  R"(review.toml:20:29: error: analysis main, certainty: imprecision is -4, but must be -3 to 2
  certainty = { imprecision = -4, reasons = ["x"] }
                              ^^
  hint: give the levels to rate down as negative numbers
)"                            },
    {"a level that is none",                     "measure = \"RR\"",
     "measure = \"RR\"\ncertainty = { level = \"very-low\", reasons = [\"x\"] }",                                                              R"(review.toml:20:23: error: analysis main, certainty: level is 'very-low', but must be high, moderate, low or very low
  certainty = { level = "very-low", reasons = ["x"] }
                        ^^^^^^^^^^
  hint: did you mean 'very low'?
)"  },
    {"a type of claim with a slip",              "\"response_proportion\"",                        "\"response_proporton\"",
     R"(review.toml:27:8: error: claim B10: type is 'response_proporton', but must be response_proportion, comparative, safety_zero, safety_rate, durability, prevalence, mechanism, testimonial, authority, convenience, future or efficacy_vague
  type = "response_proporton"
         ^^^^^^^^^^^^^^^^^^^^
  hint: did you mean 'response_proportion'?
)"                      },
    {"a claimant that is none",                  "claimant_type = \"clinic\"",                     "claimant_type = \"hospital chain\"",
     R"(review.toml:24:17: error: claim B10: claimant_type is 'hospital chain', but must be clinic, manufacturer, news, regulator, researcher, patient_group, government or other
  claimant_type = "hospital chain"
                  ^^^^^^^^^^^^^^^^
)"                                                                                       },
    {"no claimant",                              "claimant = \"Clinic B\"\n",                      "",
     R"(review.toml:21:1: error: claim B10: claimant is missing
  [[claim]]
  ^^^^^^^^^
)"                                                                                                                                                                                                         },
    {"an address that is none",                  "against = \"main\"",                               "url = \"nonsense\"",
     R"(review.toml:30:7: error: claim B10: url is 'nonsense', but must start with https:// or http://
  url = "nonsense"
        ^^^^^^^^^^
  hint: the address of the page as it was seen; leave url out for what has none
)"                                                                                                                                                                                                         },
    {"an effect in no direction",                "asserted_direction = \"benefit\"\n",             "",
     R"(review.toml:21:1: error: claim B10: asserted_direction is missing, but a claim of type response_proportion must have one
  [[claim]]
  ^^^^^^^^^
  hint: benefit fits most: that people got better; or harm, no_difference, or none
)"                                                                                                                                                                                                         },
    {"quotation marks in a paraphrase",          "\"Three quarters are said to have benefited.\"",
     "\"They say “it works”.\"",                                                                                                           R"(review.toml:26:14: error: claim B10: paraphrase holds quotation marks, but must be in your own words
  paraphrase = "They say “it works”."
               ^^^^^^^^^^^^^^^^^^^^^^
)"                  },
    {"a percentage as a number",                 "percent_text = \"75\"",                          "percent_text = 75.0",
     R"(review.toml:29:16: error: claim B10: percent_text is a number, but must be a text
  percent_text = 75.0
                 ^^^^
  hint: write "75" in quotes, so that no printed zero is lost
)"                                                                                                                                                                               },
    {"a percentage with its sign",               "percent_text = \"75\"",                          "percent_text = \"75%\"",
     R"(review.toml:29:16: error: claim B10: percent_text is '75%', but must be a number from 0 to 100
  percent_text = "75%"
                 ^^^^^
  hint: leave out the percent sign
)"                                                                                                                                                                  },
    {"more events than people",                  "n = 200",                                        "n = 200\nevents = 201",
     R"(review.toml:29:10: error: claim B10: events is 201, but must be 0 to 200 (n)
  events = 201
           ^^^
  hint: are events and n swapped?
)"                                                                                                                                                                                    },
    {"a claim about nobody",                     "n = 200",                                        "n = 0",
     R"(review.toml:28:5: error: claim B10: n is 0, but must be above 0
  n = 0
      ^
)"                                                                                                                                                                                                 },
    {"people in fractions",                      "n = 200",                                        "n = 200.5",
     R"(review.toml:28:5: error: claim B10: n is a number, but must be a whole number
  n = 200.5
      ^^^^^
)"                                                                                                                                                                                   },
    {"a comparator that is not told",            "n = 200",                                        "n = 200\ncomparator_stated = \"vague\"",
     R"(review.toml:21:1: error: claim B10: comparator_text is missing
  [[claim]]
  ^^^^^^^^^
)"                                                                                                                                                                                                  },
    {"a text that is not TOML",                  "slug = \"lupus\"",                               "slug = lupus",
     R"(review.toml:2:8: error: this is not TOML: in value: could not determine value type
  slug = lupus
         ^
)"                                                                                                                                                                              },
};

}  // namespace

TEST_CASE("A sound review is read without a word") {
  CHECK(told(sound).empty());
}

TEST_CASE("Every fault of review.toml is told with place, line, caret and hint") {
  for (const Fault& each : faults) {
    CAPTURE(each.what);
    std::string text = sound;
    const std::size_t at = text.find(each.before);
    REQUIRE(at != std::string::npos);
    text.replace(at, std::string(each.before).size(), each.after);
    CHECK(told(text) == each.told);
  }
}

TEST_CASE("All faults of a review are told at once") {
  const std::string all = told("titel = 1\n[[outcome]]\nbetter = 1\n[[claim]]\nn = -1\n");
  for (const char* part :
       {"'titel' is not known", "title is missing", "question is missing", "outcome: id is missing",
        "outcome: better is a whole number", "claim: type is missing", "claim: n is -1"}) {
    CAPTURE(part);
    CHECK(all.find(part) != std::string::npos);
  }
}

TEST_CASE("A table header that does not start like a key is an error like any other") {
  CHECK(told("[=x]\n") ==
        "review.toml:1:2: error: this is not TOML: in key: expected bare key starting character or "
        "string delimiter, saw '='\n"
        "  [=x]\n"
        "   ^\n");
}
