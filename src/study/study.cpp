// One trial's data: names of the shapes, cells, and what cannot be.
#include "steelyard/study/study.h"

#include <array>
#include <cmath>

#include "steelyard/base/text.h"
#include "steelyard/study/limits.h"

namespace steelyard {

namespace {

using Found = std::vector<Impossibility>;

// A value that was not reported (NaN) is not doubted.
bool whole(double number) {
  return std::isnan(number) || std::floor(number) == number;
}

std::string bounded(std::string_view low, double high, std::string_view column) {
  return std::string(low) + " to " + shortest(high) + " (" + std::string(column) + ")";
}

Impossibility too_many(std::string_view column) {
  return {column, "at most " + fixed(most_people, 0), "", "more people than any study has", false};
}

void check_size(Found& found, std::string_view column, double n) {
  if (n <= 0) {
    found.push_back({column, "above 0", "", "", false, n == 0});
  } else if (n > most_people) {
    found.push_back(too_many(column));
  } else if (!whole(n)) {
    found.push_back({column, "a whole number", "", "an effective size of a cluster trial?", true});
  }
}

void check_whole_count(Found& found, std::string_view column, double events) {
  if (events > most_people)
    found.push_back(too_many(column));
  else if (!whole(events))
    found.push_back({column, "a whole number", "", "a cluster-adjusted count?", true});
}

void check_events(Found& found, std::string_view column, double events, std::string_view n_column,
                  double n) {
  if (events < 0 || (n > 0 && events > n)) {
    Impossibility impossible{column, n > 0 ? bounded("0", n, n_column) : "0 or more", n_column, "",
                             false};
    if (n > 0 && events > n)
      impossible.hint =
          "are " + std::string(column) + " and " + std::string(n_column) + " swapped?";
    found.push_back(std::move(impossible));
  } else if (n == 0 && events > 0) {
    found.push_back({column, "0, because " + std::string(n_column) + " is 0", n_column, "", false});
  } else {
    check_whole_count(found, column, events);
  }
}

// Nobody was followed: a group without time has no events.
void check_rate(Found& found, std::string_view column, double events, std::string_view time_column,
                double time) {
  if (events < 0) {
    found.push_back({column, "0 or more", "", "", false});
  } else {
    check_whole_count(found, column, events);
  }
  if (time <= 0) found.push_back({time_column, "above 0", "", "", false, time == 0 && !(events > 0)});
}

void check_positive(Found& found, std::string_view column, double number, double smallest,
                    std::string_view why) {
  if (number <= 0)
    found.push_back({column, "above 0", "", "", false, number == 0});
  else if (number < smallest)
    found.push_back({column, shortest(smallest) + " or more", "", std::string(why), false, true});
}

// The square of 1e-150 is still far above the smallest normal double, 2.2e-308.
void check_sd(Found& found, std::string_view column, double sd) {
  check_positive(found, column, sd, 1e-150, "the standard deviation is too small to square");
}

// Spreadsheets work variances out: one below 0 is a formula that failed, not a misread trial.
void check_variance(Found& found, double variance) {
  check_positive(found, "variance", variance, 1e-300, "the variance is too small to divide by");
  if (!found.empty()) found.back().no_effect = true;
}

// A standard deviation describes at least two people.
void check_spread(Found& found, std::string_view sd_column, double sd, std::string_view n_column,
                  double n) {
  check_sd(found, sd_column, sd);
  if (n > 0 && n < 2) {
    found.push_back(
        {n_column, "2 or more", sd_column, "one person has no standard deviation", false, !(sd > 0)});
  } else {
    check_size(found, n_column, n);
  }
}

void check_number(Found& found, std::string_view column, double number) {
  if (number < 0)
    found.push_back({column, "0 or more", "", "", false});
  else
    check_whole_count(found, column, number);
}

// A regression needs more people than coefficients.
void check_regression(Found& found, double n, double predictors) {
  if (predictors < 1 || !whole(predictors))
    found.push_back({"predictors", "a whole number above 0", "", "", false});
  else if (n > 0 && n < predictors + 2)
    found.push_back({"n", shortest(predictors + 2) + " or more", "predictors",
                     "a regression needs more people than coefficients", false});
  check_size(found, "n", n);
}

void check_share(Found& found, std::string_view column, double share) {
  if (share < 0 || share > 1)
    found.push_back(
        {column, "0 to 1", "", share > 1 && share <= 100 ? "a percentage?" : "", false});
}

void check_correlation(Found& found, double r) {
  if (r < -1 || r > 1) found.push_back({"r", "-1 to 1", "", "", false});
}

struct Check {
  Found& found;

  void operator()(const TwoByTwo& d) const {
    check_events(found, "e_events", d.e_events, "e_n", d.e_n);
    check_size(found, "e_n", d.e_n);
    check_events(found, "c_events", d.c_events, "c_n", d.c_n);
    check_size(found, "c_n", d.c_n);
  }
  void operator()(const TwoMeans& d) const {
    check_spread(found, "e_sd", d.e_sd, "e_n", d.e_n);
    check_spread(found, "c_sd", d.c_sd, "c_n", d.c_n);
  }
  void operator()(const PersonTime& d) const {
    check_rate(found, "e_events", d.e_events, "e_time", d.e_time);
    check_rate(found, "c_events", d.c_events, "c_time", d.c_time);
  }
  void operator()(const OneProportion& d) const {
    check_events(found, "events", d.events, "n", d.n);
    check_size(found, "n", d.n);
  }
  void operator()(const OneMean& d) const { check_spread(found, "sd", d.sd, "n", d.n); }
  void operator()(const OneRate& d) const { check_rate(found, "events", d.events, "time", d.time); }
  void operator()(const PairedMeans& d) const {
    check_sd(found, "post_sd", d.post_sd);
    check_spread(found, "pre_sd", d.pre_sd, "n", d.n);
    check_correlation(found, d.r);
  }
  void operator()(const Correlation& d) const {
    check_correlation(found, d.r);
    check_size(found, "n", d.n);
  }
  void operator()(const MatchedPairs& d) const {
    check_number(found, "pairs_both", d.both);
    check_number(found, "pairs_e_only", d.e_only);
    check_number(found, "pairs_c_only", d.c_only);
    check_number(found, "pairs_neither", d.neither);
    if (d.both + d.e_only + d.c_only + d.neither == 0)
      found.push_back({"pairs_neither", "above 0, because there are no pairs", "", "", false, true});
  }
  void operator()(const MarginalPairs& d) const {
    (*this)(d.table);
    check_correlation(found, d.r);
  }
  void operator()(const StandardizedDifference& d) const {
    check_size(found, "e_n", d.e_n);
    check_size(found, "c_n", d.c_n);
  }
  void operator()(const Superiority& d) const {
    check_share(found, "auc", d.auc);
    check_size(found, "e_n", d.e_n);
    check_size(found, "c_n", d.c_n);
  }
  void operator()(const Reliability& d) const {
    if (d.alpha > 1) found.push_back({"alpha", "at most 1", "", "", false});
    if (d.items < 2) found.push_back({"items", "2 or more", "", "one item has no alpha", false});
    check_size(found, "n", d.n);
  }
  void operator()(const RegressionTest& d) const {
    check_regression(found, d.n, d.predictors);
    if (d.r2) check_share(found, "r2", *d.r2);
  }
  void operator()(const ExplainedVariance& d) const {
    check_share(found, "r2", d.r2);
    check_regression(found, d.n, d.predictors);
  }
  void operator()(const Genotypes& d) const {
    check_number(found, "homozygous_dominant", d.homozygous_dominant);
    check_number(found, "heterozygous", d.heterozygous);
    check_number(found, "homozygous_recessive", d.homozygous_recessive);
    if (d.homozygous_dominant + d.heterozygous + d.homozygous_recessive == 0)
      found.push_back({"heterozygous", "above 0, because there are no people", "", "", false});
  }
  void operator()(const GivenEffect& d) const { check_variance(found, d.variance); }
  void operator()(const ObservedMinusExpected& d) const { check_variance(found, d.variance); }
};

}  // namespace

std::string_view shape_name(std::size_t index) {
  constexpr std::array<std::string_view, std::variant_size_v<Data>> names{
      "counts in two groups",
      "means in two groups",
      "events and person-time in two groups",
      "counts in one group",
      "a mean in one group",
      "events and person-time in one group",
      "means of the same people twice",
      "a correlation",
      "a given effect",
      "observed minus expected events",
      "counts of pairs",
      "counts in two matched groups with the correlation of the pairs",
      "a standardized difference of two groups",
      "an area under the curve",
      "a coefficient alpha",
      "the t test of a regression coefficient",
      "R² of a regression",
      "people by genotype",
  };
  return index < names.size() ? names[index] : std::string_view();
}

std::string_view Study::cell(std::string_view column) const {
  const auto same = [](char a, char b) {
    const auto small = [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return small(a) == small(b);
  };
  for (const auto& [title, text] : cells) {
    if (title.size() != column.size()) continue;
    std::size_t i = 0;
    while (i < title.size() && same(title[i], column[i])) ++i;
    if (i == title.size()) return text;
  }
  return {};
}

std::vector<Impossibility> impossibilities(const Data& data) {
  Found found;
  std::visit(Check{found}, data);
  return found;
}

}  // namespace steelyard
