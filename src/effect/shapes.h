// What measures call the data they need; the words of shape_name().
#pragma once
#include <string_view>

namespace steelyard::shape {

inline constexpr std::string_view counts = "counts in two groups";
inline constexpr std::string_view means = "means in two groups";
inline constexpr std::string_view person_time = "events and person-time in two groups";
inline constexpr std::string_view one_count = "counts in one group";
inline constexpr std::string_view one_mean = "a mean in one group";
inline constexpr std::string_view one_rate = "events and person-time in one group";
inline constexpr std::string_view paired_means = "means of the same people twice";
inline constexpr std::string_view correlation = "a correlation";
inline constexpr std::string_view given = "a given effect";
inline constexpr std::string_view o_minus_e = "observed minus expected events";
inline constexpr std::string_view pairs = "counts of pairs";
inline constexpr std::string_view margins =
    "counts in two matched groups with the correlation of the pairs";
inline constexpr std::string_view difference = "a standardized difference of two groups";
inline constexpr std::string_view superiority = "an area under the curve";
inline constexpr std::string_view reliability = "a coefficient alpha";
inline constexpr std::string_view regression = "the t test of a regression coefficient";
inline constexpr std::string_view explained = "R² of a regression";
inline constexpr std::string_view genotypes = "people by genotype";

}  // namespace steelyard::shape
