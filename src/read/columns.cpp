// Which column means what: plain names, the letters of metafor, and explicit mapping.
#include "columns.h"

#include <algorithm>
#include <utility>

#include "cell.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// clang-format off
constexpr std::array<std::string_view, number_count> names{
    "e_events", "e_nonevents", "e_n",      "c_events", "c_nonevents", "c_n",      "e_mean",
    "e_sd",     "c_mean",      "c_sd",     "e_time",   "c_time",      "events",   "nonevents",
    "n",        "mean",        "sd",       "time",     "post_mean",   "pre_mean", "post_sd",
    "pre_sd",   "r",           "estimate", "se",       "variance",    "ci_low",   "ci_high",
    "level",    "p",           "o_minus_e",

    "pairs_both", "pairs_e_only", "pairs_c_only", "pairs_neither",
    "cohens_d", "t_value", "f_value", "signed_p", "auc", "alpha", "items", "predictors", "r2",

    "z_value", "df", "ratio", "ratio_ci_low", "ratio_ci_high",
    "e_median", "e_q1", "e_q3", "e_min", "e_max",
    "c_median", "c_q1", "c_q3", "c_min", "c_max",
    "median", "q1", "q3", "min", "max",
    "icc", "cluster_size",
    "homozygous_dominant", "heterozygous", "homozygous_recessive",
    "design_effect", "e_se", "c_se", "mean_se"};
// clang-format on

struct Letters {
  std::string_view letters;
  Number meaning;
};

// Argument names of metafor::escalc (Viechtbauer 2010, J Stat Softw 36(3), and its manual).
constexpr Letters letters[] = {
    {"ai",   Number::e_events   },
    {"bi",   Number::e_nonevents},
    {"ci",   Number::c_events   },
    {"di",   Number::c_nonevents},
    {"n1i",  Number::e_n        },
    {"n2i",  Number::c_n        },
    {"m1i",  Number::e_mean     },
    {"sd1i", Number::e_sd       },
    {"m2i",  Number::c_mean     },
    {"sd2i", Number::c_sd       },
    {"se1i", Number::e_se       },
    {"se2i", Number::c_se       },
    {"x1i",  Number::e_events   },
    {"t1i",  Number::e_time     },
    {"x2i",  Number::c_events   },
    {"t2i",  Number::c_time     },
    {"xi",   Number::events     },
    {"mi",   Number::mean       },
    {"ni",   Number::n          },
    {"sdi",  Number::sd         },
    {"ti",   Number::time       },
    {"ri",   Number::r          },
    {"yi",   Number::estimate   },
    {"sei",  Number::se         },
    {"vi",   Number::variance   },
    {"fi",   Number::f_value    },
    {"pi",   Number::signed_p   },
    {"r2i",  Number::r2         },
};

// Hazard ratios are the ratios that papers print most often without the counts behind them.
constexpr Letters hazards[] = {
    {"hr",         Number::ratio        },
    {"hr_ci_low",  Number::ratio_ci_low },
    {"hr_ci_high", Number::ratio_ci_high},
};

// Titles that other programs and papers use and that must not be guessed at.
struct Habit {
  std::string_view title, name;
};
constexpr Habit habits[] = {
    {"event.e",        "e_events"},
    {"event.c",        "c_events"},
    {"n.e",            "e_n"     },
    {"n.c",            "c_n"     },
    {"mean.e",         "e_mean"  },
    {"mean.c",         "c_mean"  },
    {"sd.e",           "e_sd"    },
    {"sd.c",           "c_sd"    },
    {"se.e",           "e_se"    },
    {"se.c",           "c_se"    },
    {"time.e",         "e_time"  },
    {"time.c",         "c_time"  },
    {"te",             "estimate"},
    {"sete",           "se"      },
    {"ci_lower",       "ci_low"  },
    {"ci_upper",       "ci_high" },
    {"lower",          "ci_low"  },
    {"upper",          "ci_high" },
    {"ci_lb",          "ci_low"  },
    {"ci_ub",          "ci_high" },
    {"std_error",      "se"      },
    {"standard_error", "se"      },
    {"pvalue",         "p"       },
    {"p_value",        "p"       },
    {"z",              "z_value" },
    {"zval",           "z_value" },
    {"t",              "t_value" },
    {"tval",           "t_value" },
    {"deff",           "design_effect"},
};

bool has_title(const std::vector<std::string>& small_titles, std::string_view title) {
  return std::ranges::find(small_titles, title) != small_titles.end();
}

std::optional<Number> plain_name(std::string_view small) {
  for (const Letters& each : hazards)
    if (each.letters == small) return each.meaning;
  const auto found = std::ranges::find(names, small);
  if (found == names.end()) return std::nullopt;
  return static_cast<Number>(found - names.begin());
}

// Some letters mean different things beside different neighbours.
std::optional<Number> letter_meaning(std::string_view small,
                                     const std::vector<std::string>& small_titles) {
  const auto has = [&](std::string_view title) { return has_title(small_titles, title); };
  const bool paired = has("ni") && !has("n1i") && !has("n2i");
  if (paired && small == "m1i") return Number::post_mean;
  if (paired && small == "m2i") return Number::pre_mean;
  if (paired && small == "sd1i") return Number::post_sd;
  if (paired && small == "sd2i") return Number::pre_sd;
  if (small == "mi" && has("xi")) return Number::nonevents;
  if (small == "mi" && has("ai")) return Number::items;
  const bool regression = has("mi") && has("ni") && !has("xi") && !has("sdi");
  const bool tested = has("ti") || has("r2i") || has("fi") || has("pi");
  if (small == "mi" && regression && tested) return Number::predictors;
  const bool two_sizes = has("n1i") && has("n2i");
  if (small == "ti" && !has("xi") && (regression || two_sizes)) return Number::t_value;
  if (small == "di" && !has("ai") && two_sizes) return Number::cohens_d;
  if (small == "ai" && !has("bi") && !has("ci")) {
    if (has("mi") && has("ni")) return Number::alpha;
    if (two_sizes) return Number::auc;
  }
  if (has("ai") && has("bi") && has("ci") && !has("di") && !has("n1i") && !has("n2i")) {
    if (small == "ai") return Number::homozygous_dominant;
    if (small == "bi") return Number::heterozygous;
    if (small == "ci") return Number::homozygous_recessive;
  }
  for (const Letters& each : letters)
    if (each.letters == small) return each.meaning;
  return std::nullopt;
}

// Whether two titles differ by no more than one slip of the finger: a letter too many, too few,
// wrong, or two exchanged. Blanks, hyphens and points count as underscores.
bool one_slip(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t head = 0;
  while (head < a.size() && a[head] == b[head]) ++head;
  std::size_t tail = 0;
  while (tail < a.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  const std::size_t rest_a = a.size() - head - tail, rest_b = b.size() - head - tail;
  if (rest_b <= 1) return true;
  return rest_a == 2 && rest_b == 2 && a[head] == b[head + 1] && a[head + 1] == b[head];
}

std::string underscored(std::string_view small) {
  std::string text(small);
  for (char& c : text)
    if (c == ' ' || c == '-' || c == '.') c = '_';
  return text;
}

// Whether estimates of the table have a variance already, or there are none.
bool has_spread(const ColumnMap& columns) {
  return !columns.has(Number::estimate) || columns.has(Number::se) ||
         columns.has(Number::variance) ||
         (columns.has(Number::ci_low) && columns.has(Number::ci_high));
}

// Statistics of tests are what a column of one letter means only where nothing else tells a spread.
bool wants_test(const ColumnMap& columns, Number meaning) {
  const auto has = [&](Number each) { return columns.has(each); };
  if (has(Number::estimate) || has(Number::ratio))
    return !has(Number::se) && !has(Number::variance) && !has(Number::p) && !has(Number::z_value) &&
           !has(Number::t_value) && !(has(Number::ci_low) && has(Number::ci_high)) &&
           !(has(Number::ratio_ci_low) && has(Number::ratio_ci_high));
  return meaning == Number::t_value && has(Number::e_n) && has(Number::c_n) &&
         !has(Number::e_events) && !has(Number::e_mean) && !has(Number::cohens_d);
}

// The known name that an unknown title probably means; empty if none.
std::string_view probable_name(std::string_view small, const ColumnMap& columns) {
  for (const Habit& each : habits)
    if (underscored(each.title) == underscored(small)) {
      const auto meaning = plain_name(each.name);
      const bool test = meaning == Number::z_value || meaning == Number::t_value;
      const bool wanted = meaning && !columns.has(*meaning) &&
                          !(*meaning == Number::p && has_spread(columns)) &&
                          (!test || wants_test(columns, *meaning));
      return wanted ? each.name : std::string_view();
    }
  const std::string text = underscored(small);
  // "post_se" is one slip from "post_sd", but means something else.
  if (text.size() < 4 || text.ends_with("_se")) return {};
  for (std::size_t i = 0; i < names.size(); ++i)
    if (!columns.numbers.at(i) && (names.at(i).size() > 3 || names.at(i) == "auc") && one_slip(text, names.at(i)))
      return names.at(i);
  if (!columns.name && one_slip(text, "study")) return "study";
  return {};
}

class Finder {
 public:
  Finder(const CsvText& csv, const TableOptions& options, Notices& notices)
      : csv_(csv), options_(options), notices_(notices), header_(csv.row(0)) {}

  ColumnMap find() {
    columns_.fit_quantiles = options_.fit_quantiles;
    read_titles();
    map_columns();
    for (std::size_t i = 0; i < header_.size(); ++i) recognise(i);
    find_names();
    for (std::size_t i = 0; i < header_.size(); ++i) suggest(i);
    return std::move(columns_);
  }

 private:
  void read_titles() {
    for (std::size_t i = 0; i < header_.size(); ++i) {
      columns_.titles.emplace_back(header_[i].text);
      small_.push_back(lower_case(header_[i].text));
      for (std::size_t j = 0; j < i; ++j)
        if (!small_[i].empty() && small_[j] == small_[i]) {
          twice_.push_back(i);
          error(i, "the column '" + columns_.titles[i] + "' stands twice (also as column " +
                       std::to_string(j + 1) + ")");
        }
    }
    used_.assign(header_.size(), false);
    for (const std::size_t each : twice_) used_[each] = true;
  }

  void map_columns() {
    for (const auto& [name, title] : options_.columns) {
      const std::string small_title = lower_case(trimmed(title));
      const auto found = std::ranges::find(small_, small_title);
      if (small_title.empty() || found == small_.end()) {
        unknown(name, title);
        continue;
      }
      const auto index = static_cast<std::size_t>(found - small_.begin());
      const std::string small = lower_case(name);
      auto meaning = plain_name(small);
      const bool as_letters = !meaning;
      if (!meaning) meaning = letter_meaning(small, small_);
      if (meaning) {
        set(*meaning, index, as_letters);
        mapped_.at(static_cast<std::size_t>(*meaning)) = true;
      } else if (small == "study" || small == "slab" || small == "author") {
        columns_.name = index;
      } else if (small == "year") {
        columns_.year = index;
      } else {
        columns_.aliases.emplace_back(name, index);
      }
      used_[index] = true;
    }
  }

  void unknown(const std::string& name, const std::string& title) {
    Notice notice;
    notice.text = "the table " + csv_.place(header_[0]).file + " has no column '" + title +
                  "', which is to be " + name;
    notice.hint = column_suggestion(columns_, title);
    const auto asked = options_.column_places.find(name);
    notice.where = asked != options_.column_places.end() ? asked->second
                                                         : Place{csv_.place(header_[0]).file, 1, 0};
    notices_.push_back(std::move(notice));
  }

  void recognise(std::size_t index) {
    if (used_[index]) return;
    auto meaning = plain_name(small_[index]);
    const bool as_letters = !meaning;
    if (!meaning) meaning = letter_meaning(small_[index], small_);
    if (!meaning) return;
    set(*meaning, index, as_letters);
    used_[index] = true;
  }

  // An explicit mapping goes before a title that happens to have the same name.
  void set(Number meaning, std::size_t index, bool as_letters) {
    auto& slot = columns_.numbers[static_cast<std::size_t>(meaning)];
    if (slot && *slot != index && !mapped_.at(static_cast<std::size_t>(meaning))) {
      error(index,
            "the columns '" + columns_.titles[*slot] + "' and '" + columns_.titles[index] +
                "' both mean " + std::string(canonical(meaning)),
            "remove or rename one of them");
    }
    if (slot) return;
    slot = index;
    columns_.by_letters.at(static_cast<std::size_t>(meaning)) = as_letters;
  }

  void find_names() {
    for (const std::string_view title : {"study", "slab", "author"}) {
      const auto found = std::ranges::find(small_, title);
      if (columns_.name || found == small_.end()) continue;
      columns_.name = static_cast<std::size_t>(found - small_.begin());
    }
    const auto year = std::ranges::find(small_, "year");
    if (!columns_.year && year != small_.end())
      columns_.year = static_cast<std::size_t>(year - small_.begin());
    if (columns_.name) used_[*columns_.name] = true;
    if (columns_.year) used_[*columns_.year] = true;
  }

  void suggest(std::size_t index) {
    if (used_[index] || small_[index].empty()) return;
    const std::string_view name = probable_name(small_[index], columns_);
    if (name.empty() || (name != "study" && !holds_numbers(index))) return;
    notices_.push_back(csv_.notice(Severity::warning, header_[index],
                                   "the column '" + columns_.titles[index] + "' is not known",
                                   "did you mean '" + std::string(name) + "'?"));
  }

  // Whether the first value below a title begins like a number.
  [[nodiscard]] bool holds_numbers(std::size_t index) const {
    for (std::size_t i = 1; i < csv_.row_count(); ++i) {
      const auto row = csv_.row(i);
      if (index >= row.size() || is_missing(row[index].text)) continue;
      return row[index].text.find_first_of("0123456789") < 2;
    }
    return false;
  }

  void error(std::size_t index, std::string text, std::string hint = "") {
    notices_.push_back(
        csv_.notice(Severity::error, header_[index], std::move(text), std::move(hint)));
  }

  const CsvText& csv_;
  const TableOptions& options_;
  Notices& notices_;
  std::span<const CsvField> header_;
  std::vector<std::string> small_;  // titles in lower case
  std::vector<bool> used_;
  std::array<bool, number_count> mapped_{};
  std::vector<std::size_t> twice_;  // titles that stood before already
  ColumnMap columns_;
};

}  // namespace

std::span<const std::string_view> number_columns() {
  return names;
}

std::string ColumnMap::title(Number number) const {
  const auto index = numbers[static_cast<std::size_t>(number)];
  return index ? titles[*index] : std::string(canonical(number));
}

std::optional<std::size_t> ColumnMap::find(std::string_view title) const {
  const std::string small = lower_case(title);
  for (const auto& [alias, index] : aliases)
    if (lower_case(alias) == small) return index;
  for (std::size_t i = 0; i < titles.size(); ++i)
    if (!titles[i].empty() && lower_case(titles[i]) == small) return i;
  return std::nullopt;
}

ColumnMap find_columns(const CsvText& csv, const TableOptions& options, Notices& notices) {
  return Finder(csv, options, notices).find();
}

std::string column_suggestion(const ColumnMap& columns, std::string_view wanted) {
  std::vector<std::string_view> known;
  for (const std::string& title : columns.titles)
    if (!title.empty()) known.push_back(title);
  const std::string_view near = closest(wanted, known);
  if (!near.empty()) return "did you mean '" + std::string(near) + "'?";
  return "its columns are " + listed(known, "and");
}

}  // namespace steelyard
