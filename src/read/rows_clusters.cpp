// Trials that randomise groups of people: effective counts and sizes.
#include <type_traits>

#include "rows.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

using enum Number;

}  // namespace

//   1 + (m − 1) ICC, m the mean size of a cluster: Cochrane Handbook 23.1.4
void RowReader::read_design_effect() {
  design_effect_ = 1;
  if (!columns_.has(icc) || !columns_.has(cluster_size)) return;
  if (!value(icc) && !value(cluster_size)) return;
  if (!value(icc) || !value(cluster_size)) {
    const Number absent = value(icc) ? cluster_size : icc;
    complain(Severity::warning, absent, "given with " + title(value(icc) ? icc : cluster_size),
             "without both, the row is read as if single people were randomised");
    return;
  }
  if (number(icc) < 0 || number(icc) >= 1) {
    complain(Severity::error, icc, "0 or more and below 1");
  } else if (number(cluster_size) < 1) {
    complain(Severity::error, cluster_size, "1 or more", "the mean number of people in a cluster");
  } else {
    design_effect_ = 1 + (number(cluster_size) - 1) * number(icc);
  }
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
