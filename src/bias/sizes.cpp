// Sizes and fourfold tables of the studies behind the effects, all or none.
#include "steelyard/bias/sizes.h"

namespace steelyard {

namespace {

std::string gives_none(const Effects& effects, std::size_t i, const char* what) {
  return "every study must give " + std::string(what) + ", but " + effects.name[i] + " does not";
}

}  // namespace

std::optional<Eigen::ArrayXd> total_sizes(const Effects& effects, std::string& why) {
  Eigen::ArrayXd n(effects.k());
  for (std::size_t i = 0; i < effects.data.size(); ++i) {
    const Data& data = effects.data[i];
    double size = 0;
    if (const auto* table = std::get_if<TwoByTwo>(&data))
      size = table->e_n + table->c_n;
    else if (const auto* means = std::get_if<TwoMeans>(&data))
      size = means->e_n + means->c_n;
    else if (const auto* printed = std::get_if<StandardizedDifference>(&data))
      size = printed->e_n + printed->c_n;
    else if (const auto* share = std::get_if<Superiority>(&data))
      size = share->e_n + share->c_n;
    else
      size = group_size(data).value_or(0);
    if (!(size > 0)) {
      why = gives_none(effects, i, "its number of people");
      return std::nullopt;
    }
    n[static_cast<Eigen::Index>(i)] = size;
  }
  return n;
}

std::optional<GroupSizes> group_sizes(const Effects& effects, std::string& why) {
  GroupSizes sizes{Eigen::ArrayXd(effects.k()), Eigen::ArrayXd(effects.k())};
  for (std::size_t i = 0; i < effects.data.size(); ++i) {
    const auto at = static_cast<Eigen::Index>(i);
    if (const auto* table = std::get_if<TwoByTwo>(&effects.data[i])) {
      sizes.e[at] = table->e_n;
      sizes.c[at] = table->c_n;
    } else if (const auto* means = std::get_if<TwoMeans>(&effects.data[i])) {
      sizes.e[at] = means->e_n;
      sizes.c[at] = means->c_n;
    } else if (const auto* printed = std::get_if<StandardizedDifference>(&effects.data[i])) {
      sizes.e[at] = printed->e_n;
      sizes.c[at] = printed->c_n;
    } else if (const auto* share = std::get_if<Superiority>(&effects.data[i])) {
      sizes.e[at] = share->e_n;
      sizes.c[at] = share->c_n;
    } else {
      why = gives_none(effects, i, "the sizes of two groups");
      return std::nullopt;
    }
  }
  return sizes;
}

std::vector<TwoByTwo> fourfold_tables(const Effects& effects, std::string& why) {
  std::vector<TwoByTwo> tables;
  for (std::size_t i = 0; i < effects.data.size(); ++i) {
    if (const auto* table = std::get_if<TwoByTwo>(&effects.data[i])) {
      tables.push_back(*table);
    } else {
      why = gives_none(effects, i, "counts in two groups");
      return {};
    }
  }
  return tables;
}

}  // namespace steelyard
