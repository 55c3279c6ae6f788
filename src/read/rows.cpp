// One row of a table: every complete data shape, every gap, everything impossible.
#include "rows.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "cell.h"
#include "given_effect.h"
#include "shapes.h"
#include "steelyard/base/text.h"
#include "steelyard/study/limits.h"

namespace steelyard {

namespace {

using enum Number;

constexpr std::size_t correlation_shape = 7;
constexpr std::size_t two_means = 1, one_mean = 4;  // in the variant
constexpr std::array<Number, 13> given_columns{
    estimate, variance, se,    ci_low,       ci_high,      level, p,
    t_value,  z_value,  degrees, ratio, ratio_ci_low, ratio_ci_high};

// The columns from which a missing size is derived.
struct Derived {
  Number n, events, nonevents;
};
constexpr std::array<Derived, 3> derived{
    {{e_n, e_events, e_nonevents}, {c_n, c_events, c_nonevents}, {n, events, nonevents}}
};

const Derived* derivation(Number number) {
  for (const Derived& each : derived)
    if (each.n == number) return &each;
  return nullptr;
}

// The columns that can stand in for a missing number, the best first: results of tests, quantiles.
std::span<const Number> substitutes(Number number) {
  static constexpr std::array<Number, 1> e_middle{e_median}, c_middle{c_median}, middle{one_median};
  static constexpr std::array<Number, 5> e_spread{e_se, e_q1, e_q3, e_min, e_max},
      c_spread{c_se, c_q1, c_q3, c_min, c_max}, spread{mean_se, one_q1, one_q3, one_min, one_max};
  if (number == e_mean) return e_middle;
  if (number == c_mean) return c_middle;
  if (number == mean) return middle;
  if (number == e_sd) return e_spread;
  if (number == c_sd) return c_spread;
  if (number == sd) return spread;
  static constexpr std::array<Number, 3> for_d{t_value, f_value, signed_p};
  static constexpr std::array<Number, 1> for_t{signed_p}, for_r2{f_value};
  if (number == cohens_d) return for_d;
  if (number == t_value) return for_t;
  if (number == r2) return for_r2;
  return {};
}

bool name_character(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string with_word(std::string text, std::string_view word, const std::string& other) {
  if (word.empty() || word == other) return text;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
    const std::size_t end = at + word.size();
    const bool whole = (at == 0 || !name_character(text[at - 1])) &&
                       (end == text.size() || !name_character(text[end]));
    if (whole) text.replace(at, word.size(), other);
    at += whole ? other.size() : word.size();
  }
  return text;
}

Number number_named(std::string_view name) {
  const auto names = number_columns();
  return static_cast<Number>(std::ranges::find(names, name) - names.begin());
}

std::string joined(const std::vector<std::string>& words) {
  const std::vector<std::string_view> views(words.begin(), words.end());
  return listed(views, "and");
}

}  // namespace

RowReader::RowReader(const CsvText& csv, const ColumnMap& columns, Notices& notices)
    : csv_(csv), columns_(columns), notices_(notices) {
  const auto matter = [&](Numbers fields) {
    for (const Number each : fields) matters_.set(static_cast<std::size_t>(each));
  };
  for (std::size_t i = 0; i < row_shapes::simple.size(); ++i) {
    active_.at(i) = all_available(row_shapes::simple.at(i).needs());
    // Beside means before and after, r is the correlation of the pair and no result.
    if (i == correlation_shape && (available(post_mean) || available(pre_mean)))
      active_.at(i) = false;
    if (!active_.at(i)) continue;
    matter(row_shapes::simple.at(i).needs());
    for (const Number each : row_shapes::simple.at(i).needs()) matter(substitutes(each));
  }
  oe_active_ = all_available(row_shapes::observed_minus_expected);
  if (oe_active_) matter(row_shapes::observed_minus_expected);
  const auto any_of = [&](std::initializer_list<Number> each) {
    return std::ranges::any_of(each, [&](Number one) { return columns_.has(one); });
  };
  given_active_ = any_of({estimate, ratio}) &&
                  (any_of({variance, se, p, z_value, t_value}) ||
                   (columns_.has(ci_low) && columns_.has(ci_high)) ||
                   (columns_.has(ratio_ci_low) && columns_.has(ratio_ci_high)));
  if (given_active_) matter(given_columns);
  if (matters_.any()) matter(std::array{icc, cluster_size, design_effect});
  for (const Derived& each : derived)
    if (matters_.test(static_cast<std::size_t>(each.n)))
      matters_.set(static_cast<std::size_t>(each.nonevents));
}

bool RowReader::available(Number number) const {
  if (columns_.has(number)) return true;
  const Derived* from = derivation(number);
  if (from != nullptr) return columns_.has(from->events) && columns_.has(from->nonevents);
  return std::ranges::any_of(substitutes(number), [&](Number each) { return columns_.has(each); });
}

bool RowReader::all_available(Numbers fields) const {
  return std::ranges::all_of(fields, [&](Number each) { return available(each); });
}

bool RowReader::any_given(Numbers fields) const {
  return std::ranges::any_of(fields, [&](Number each) { return value(each).has_value(); });
}

bool RowReader::all_given(Numbers fields) const {
  return std::ranges::all_of(fields, [&](Number each) { return value(each).has_value(); });
}

const CsvField& RowReader::field(Number number) const {
  const Derived* from = derivation(number);
  if (!columns_.has(number) && from != nullptr) return field(from->nonevents);
  if (const auto other = stand_in(number)) return field(*other);
  return row_[columns_.numbers[static_cast<std::size_t>(number)].value_or(0)];
}

// The column that stands in for one that the table does not have: the first that is filled here.
std::optional<Number> RowReader::stand_in(Number number) const {
  if (columns_.has(number)) return std::nullopt;
  std::optional<Number> first;
  for (const Number each : substitutes(number)) {
    if (!columns_.has(each)) continue;
    if (value(each)) return each;
    if (!first) first = each;
  }
  return first;
}

std::string RowReader::title(Number number) const {
  const Derived* from = derivation(number);
  if (!columns_.has(number) && from != nullptr && columns_.has(from->nonevents))
    return columns_.title(from->nonevents);
  if (const auto other = stand_in(number)) return columns_.title(*other);
  return columns_.title(number);
}

// Whether it has been said already why what would give this number does not.
bool RowReader::told(Number number) const {
  const auto complained = [&](Number each) { return wrong_.test(static_cast<std::size_t>(each)); };
  const Derived* from = derivation(number);
  return (from != nullptr && complained(from->nonevents)) ||
         std::ranges::any_of(substitutes(number), complained);
}

// "c_sd is missing", or which columns the table does not have.
std::string RowReader::gap(Numbers fields) const {
  std::vector<std::string> missing, absent;
  for (const Number each : fields) {
    if (value(each) || told(each)) continue;
    (available(each) ? missing : absent).push_back(title(each));
  }
  if (!absent.empty()) return "the table has no column " + joined(absent);
  if (missing.empty()) return "";
  return joined(missing) + (missing.size() == 1 ? " is missing" : " are missing");
}

void RowReader::complain(Severity severity, Number column, std::string_view must_be,
                         std::string hint) {
  const auto index = static_cast<std::size_t>(column);
  if (wrong_.test(index)) return;
  // A derived size that is not whole has been reported where it comes from.
  if (severity == Severity::warning && !columns_.has(column)) return;
  wrong_.set(index);
  std::string what = std::string(name_) + ": " + what_is(column);
  what += severity == Severity::error ? ", but must be " : ", but should be ";
  what += must_be;
  notices_.push_back(csv_.notice(severity, field(column), std::move(what), std::move(hint)));
}

std::string RowReader::what_is(Number column) const {
  const std::string text(field(column).text);
  return title(column) + " is " + (value(column) ? text : "'" + text + "'");
}

void RowReader::leave_out(Number column, std::string_view must_be, std::string hint) {
  const auto index = static_cast<std::size_t>(column);
  if (wrong_.test(index)) return;
  wrong_.set(index);
  unusable_.push_back(what_is(column) + ", but must be " + std::string(must_be));
  hint += hint.empty() ? "" : "; ";
  hint += "the row is left out, unless it gives an effect in another way";
  notices_.push_back(csv_.notice(Severity::warning, field(column),
                                 std::string(name_) + ": " + unusable_.back(), std::move(hint)));
}

void RowReader::read_value(Number number, bool matters) {
  const auto index = static_cast<std::size_t>(number);
  const CellText cell = read_cell(field(number).text, csv_.separator() != ',');
  values_[index] = cell.number;
  if (!matters) return;
  if (!cell.must_be.empty()) complain(Severity::error, number, cell.must_be, cell.hint);
  // The product of three such numbers still fits a double (1.8e308); no measurement is larger.
  constexpr double largest = 1e100;
  if (cell.number && std::abs(*cell.number) > largest) {
    complain(Severity::error, number, "-1e100 to 1e100",
             "larger numbers cannot be calculated with");
    values_[index].reset();
  }
}

void RowReader::read_values() {
  values_.fill(std::nullopt);
  wrong_.reset();
  unusable_.clear();
  for (std::size_t i = 0; i < number_count; ++i) {
    const auto each = static_cast<Number>(i);
    if (columns_.has(each) && each != p) read_value(each, matters_.test(i));
  }
  for (const Derived& each : derived) derive_size(each.events, each.nonevents, each.n);
  read_design_effect();
  derive_from_quantiles();
  derive_from_tests();
}

// Counts with and without the event (ai, bi) give the size of the group.
void RowReader::derive_size(Number with, Number without, Number size) {
  if (!value(with) || !value(without)) return;
  const double sum = number(with) + number(without);
  const bool own_size = columns_.has(size);
  const bool too_many = number(with) > most_people || number(without) > most_people;
  const bool possible = number(with) >= 0 && number(without) >= 0 && sum > 0 && !too_many;
  if (!own_size && possible) values_[static_cast<std::size_t>(size)] = sum;
  if (!matters_.test(static_cast<std::size_t>(size))) return;
  if (number(without) < 0) {
    complain(Severity::error, without, "0 or more");
  } else if (number(with) < 0) {
    complain(Severity::error, with, "0 or more");
  } else if (too_many) {
    complain(Severity::error, number(with) > most_people ? with : without,
             "at most " + fixed(most_people, 0), "more people than any study has");
  } else if (own_size && value(size) && number(size) != sum) {
    complain(Severity::error, size,
             shortest(sum) + " (" + title(with) + " + " + title(without) + ")");
  } else if (sum == 0 && !value(size)) {
    leave_out(without, "above 0, because " + title(with) + " is 0 too");
  }
}

Data RowReader::make(std::size_t shape) const {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  const auto at = [&](Number which) { return value(which).value_or(unknown); };
  switch (shape) {
    case 0:
      return TwoByTwo{at(e_events), at(e_n), at(c_events), at(c_n)};
    case 1:
      return TwoMeans{at(e_mean), at(e_sd), at(e_n), at(c_mean), at(c_sd), at(c_n)};
    case 2:
      return PersonTime{at(e_events), at(e_time), at(c_events), at(c_time)};
    case 3:
      return OneProportion{at(events), at(n)};
    case 4:
      return OneMean{at(mean), at(sd), at(n)};
    case 5:
      return OneRate{at(events), at(time)};
    case 6:
      return PairedMeans{at(post_mean), at(pre_mean), at(post_sd),        at(pre_sd),
                         at(n),         at(r),        by_letters(post_sd)};
    case 7:
      return Correlation{at(r), at(n)};
    case 8:
      return MatchedPairs{at(pairs_both), at(pairs_e_only), at(pairs_c_only), at(pairs_neither)};
    case 9:
      return MarginalPairs{
          {at(e_events), at(e_n), at(c_events), at(c_n)},
          at(r)
      };
    case 10:
      return StandardizedDifference{at(cohens_d), at(e_n), at(c_n)};
    case 11:
      return Superiority{at(auc), at(e_n), at(c_n)};
    case 12:
      return Reliability{at(alpha), at(items), at(n)};
    case 13:
      return RegressionTest{at(t_value), at(n), at(predictors), value(r2)};
    case 14:
      return ExplainedVariance{at(r2), at(n), at(predictors)};
    default:
      return Genotypes{at(homozygous_dominant), at(heterozygous), at(homozygous_recessive)};
  }
}

// Checks the data as far as they are given, and keeps them if they are complete and possible.
void RowReader::add(Study& study, const Data& data, bool complete) {
  bool possible = complete;
  for (const Impossibility& each : impossibilities(data)) {
    const Number column = number_named(each.column);
    const Number other = each.other.empty() ? column : number_named(each.other);
    std::string must_be = with_word(each.must_be, each.column, title(column));
    must_be = with_word(std::move(must_be), each.other, title(other));
    std::string hint = with_word(each.hint, each.column, title(column));
    hint = with_word(std::move(hint), each.other, title(other));
    if (!each.doubtful) possible = false;
    if (each.no_effect)
      leave_out(column, must_be, std::move(hint));
    else
      complain(each.doubtful ? Severity::warning : Severity::error, column, must_be, std::move(hint));
  }
  if (!possible) return;
  const std::size_t form = data.index();
  const Data kept = without_clusters(data, study);
  for (const Impossibility& each : impossibilities(kept)) {
    if (each.doubtful || design_effect_ == 1) continue;
    study.gaps.push_back(title(number_named(each.column)) +
                         " is too small once divided by the design effect " +
                         shortest(design_effect_));
    return;
  }
  for (std::size_t i = 0; i < estimated_.size(); ++i)
    for (const std::string_view id : estimated_.at(i))
      if (!id.empty() && form == (i < 2 ? two_means : one_mean)) record_derivation(study, form, id);
  study.data.push_back(kept);
}

// metafor's ai, bi, ci, di are a table of two groups or a table of pairs; the measure tells which.
void RowReader::add_pairs_of_letters(Study& study) {
  constexpr std::array<Number, 4> cells{e_events, e_nonevents, c_events, c_nonevents};
  if (!std::ranges::all_of(cells, [&](Number each) { return by_letters(each); })) return;
  if (study.as<TwoByTwo>() == nullptr || !all_given(cells)) return;
  study.data.emplace_back(
      MatchedPairs{number(e_events), number(e_nonevents), number(c_events), number(c_nonevents)});
}

void RowReader::read(std::span<const CsvField> row, Study& study) {
  row_ = row;
  name_ = study.name;
  read_values();
  for (std::size_t i = 0; i < row_shapes::simple.size(); ++i)
    if (active_.at(i) && any_given(row_shapes::simple.at(i).begins()))
      add(study, make(i), all_given(row_shapes::simple.at(i).needs()));
  add_pairs_of_letters(study);
  if (given_active_) read_given(study);
  if (oe_active_ && all_given(row_shapes::observed_minus_expected))
    add(study, ObservedMinusExpected{number(o_minus_e), number(variance)}, true);
  tell_unused_design_effect(study);
  add_gaps(study);
}

// Three passes, from the form that the row clearly began to what can be said at all.
void RowReader::add_gaps(Study& study) {
  study.gaps.insert(study.gaps.begin(), unusable_.begin(), unusable_.end());
  const auto add_gap = [&](Numbers fields) {
    if (std::string text = gap(fields); !text.empty()) study.gaps.push_back(std::move(text));
  };
  for (std::size_t i = 0; i < row_shapes::simple.size(); ++i)
    if (active_.at(i) && any_given(row_shapes::simple.at(i).begins()) && !all_given(row_shapes::simple.at(i).needs()))
      add_gap(row_shapes::simple.at(i).needs());
  if (oe_active_ && value(o_minus_e) && !value(variance)) add_gap(row_shapes::observed_minus_expected);
  if (!no_sd_.empty() && study.data.empty()) study.gaps = {no_sd_};
  const bool complained = wrong_.any();
  if (!study.data.empty() || !study.gaps.empty()) return;
  for (std::size_t i = 0; i < row_shapes::simple.size(); ++i)
    if (active_.at(i) && any_given(row_shapes::simple.at(i).needs()) && !all_given(row_shapes::simple.at(i).needs()))
      add_gap(row_shapes::simple.at(i).needs());
  if (!study.gaps.empty()) return;
  for (std::size_t i = 0; i < row_shapes::simple.size() && study.gaps.empty(); ++i)
    if (!all_available(row_shapes::simple.at(i).needs()) && any_given(row_shapes::simple.at(i).begins()))
      add_gap(row_shapes::simple.at(i).needs());
  if (study.gaps.empty()) study.gaps.emplace_back(complained ? "impossible numbers" : "no numbers");
}

}  // namespace steelyard
