/// How data came about that a paper does not print as they are used.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "steelyard/study/study.h"

namespace steelyard {

/// One way from printed numbers to data.
struct DerivationWay {
  std::string_view id;      ///< "sd_from_quartiles"; reports say it by templates' `basis.ID`
  std::string_view label;   ///< "SD estimated from the quartiles"
  std::string_view source;  ///< key of references.toml
};

std::span<const DerivationWay> derivation_ways();

/// The way with this id; null if there is none.
const DerivationWay* derivation_way(std::string_view id);

/// Records that the data of a form (its index in `Data`) came about in a way, once.
void record_derivation(Study& study, std::size_t form, std::string_view id);

/// The ways recorded for a form, in the order in which they were taken.
std::vector<std::string_view> derivations(const Study& study, std::size_t form);

}  // namespace steelyard
