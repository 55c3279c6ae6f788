// Trials that randomise groups of people: effective counts and sizes.
#include <cmath>
#include <type_traits>

#include "rows.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

using enum Number;

}  // namespace

void RowReader::read_design_effect() {
  design_effect_ = 1;
  const std::optional<double> worked_out = design_effect_of_icc();
  if (worked_out) design_effect_ = *worked_out;
  if (!value(design_effect)) return;
  const double given = number(design_effect);
  if (given < 1) {
    complain(Severity::error, design_effect, "1 or more",
             "how many times the variance of a trial of single people");
    return;
  }
  constexpr double rounding = 0.05;  // relative: an ICC has one or two digits
  if (worked_out && std::abs(given / *worked_out - 1) > rounding)
    complain(Severity::warning, design_effect,
             "near " + fixed(*worked_out, 2) + ", which " + title(icc) + " and " + title(cluster_size) + " give",
             "it is used as it stands");
  design_effect_ = given;
}

//   1 + (m − 1) ICC, m the mean size of a cluster: Cochrane Handbook 23.1.4
std::optional<double> RowReader::design_effect_of_icc() {
  if (!columns_.has(icc) || !columns_.has(cluster_size)) return std::nullopt;
  if (!value(icc) && !value(cluster_size)) return std::nullopt;
  if (!value(icc) || !value(cluster_size)) {
    if (value(design_effect)) return std::nullopt;
    const Number absent = value(icc) ? cluster_size : icc;
    complain(Severity::warning, absent, "given with " + title(value(icc) ? icc : cluster_size),
             "without both, the row is read as if single people were randomised");
    return std::nullopt;
  }
  if (number(icc) < 0 || number(icc) >= 1) {
    complain(Severity::error, icc, "0 or more and below 1");
  } else if (number(cluster_size) < 1) {
    complain(Severity::error, cluster_size, "1 or more", "the mean number of people in a cluster");
  } else {
    return 1 + (number(cluster_size) - 1) * number(icc);
  }
  return std::nullopt;
}

// Nobody must believe that clusters are allowed for where nothing was divided.
void RowReader::tell_unused_design_effect(const Study& study) {
  if (design_effect_ == 1 || study.data.empty()) return;
  for (const Data& each : study.data)
    for (const std::string_view id : derivations(study, each.index()))
      if (id == "design_effect") return;
  const Number column = value(design_effect) ? design_effect : icc;
  notices_.push_back(csv_.notice(
      Severity::warning, field(column),
      std::string(name_) + ": the design effect " + shortest(design_effect_) +
          " changes nothing, because the row has no counts, means or rates to divide",
      "an effect that a paper gives may allow for its clusters; if it does not, multiply its "
      "variance by " + shortest(design_effect_)));
}

// Effects that papers report themselves are left alone: they may allow for the clusters already.
Data RowReader::without_clusters(Data data, Study& study) {
  if (design_effect_ == 1) return data;
  const std::size_t form = data.index();
  const double d = design_effect_;
  std::visit(
      [&](auto& each) {
        using T = std::decay_t<decltype(each)>;
        if constexpr (std::is_same_v<T, TwoByTwo>) {
          each = {each.e_events / d, each.e_n / d, each.c_events / d, each.c_n / d};
        } else if constexpr (std::is_same_v<T, TwoMeans>) {
          each.e_n /= d;
          each.c_n /= d;
        } else if constexpr (std::is_same_v<T, PersonTime>) {
          each = {each.e_events / d, each.e_time / d, each.c_events / d, each.c_time / d};
        } else if constexpr (std::is_same_v<T, OneProportion>) {
          each = {each.events / d, each.n / d};
        } else if constexpr (std::is_same_v<T, OneMean>) {
          each.n /= d;
        } else if constexpr (std::is_same_v<T, OneRate>) {
          each = {each.events / d, each.time / d};
        } else {
          return;
        }
        record_derivation(study, form, "design_effect");
      },
      data);
  return data;
}

}  // namespace steelyard
