// Standard errors of models of counts, against moments summed plainly over a dense grid.
#include <array>
#include <cmath>
#include <vector>

#include "steelyard/pool/glmm.h"
#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

namespace {

// Score and information of μ and τ, by Louis' identity: with s = x − t e^η, η = μ + τz and m = (1, z),
// the score is E[s m] and the information E[t e^η m m′] − Var[s m], under each study's posterior of z.
struct Plain {
  std::array<double, 2> score{};
  std::array<double, 3> information{};  // μμ, μτ, ττ
};

Plain plain(const std::vector<OneRate>& studies, double mu, double tau) {
  Plain sum;
  constexpr double step = 2e-3, reach = 11;
  for (const OneRate& study : studies) {
    double highest = -HUGE_VAL;
    const auto height = [&](double z) {
      const double eta = mu + tau * z;
      return study.events * eta - study.time * std::exp(eta) - z * z / 2;
    };
    for (double z = -reach; z <= reach; z += step) highest = std::max(highest, height(z));
    double total = 0, s0 = 0, s1 = 0, q0 = 0, q1 = 0, q2 = 0;
    for (double z = -reach; z <= reach; z += step) {
      const double weight = std::exp(height(z) - highest);
      const double mean = study.time * std::exp(mu + tau * z), s = study.events - mean;
      total += weight;
      s0 += weight * s;
      s1 += weight * s * z;
      q0 += weight * (mean - s * s);
      q1 += weight * (mean - s * s) * z;
      q2 += weight * (mean - s * s) * z * z;
    }
    s0 /= total;
    s1 /= total;
    sum.score[0] += s0;
    sum.score[1] += s1;
    sum.information[0] += q0 / total + s0 * s0;
    sum.information[1] += q1 / total + s0 * s1;
    sum.information[2] += q2 / total + s1 * s1;
  }
  return sum;
}

}  // namespace

// The likelihood of few events among studies with many is the hardest to integrate: off the real line it
// grows as (cos y)^−events.
TEST_CASE("Rates with none, few and many events keep their digits up to the standard error") {
  const std::vector<OneRate> studies{{0, 600.12}, {0, 346.16}, {53, 720.87}, {193, 947.78}, {33, 90.62},
                                     {6, 243.08}, {39, 368.92}, {522, 331.99}, {100, 422.36}, {39, 510.63}};
  std::string why;
  const auto fit = fit_glmm(std::span<const OneRate>(studies), {}, why);
  REQUIRE(fit);
  REQUIRE(fit->tau2);
  const Plain at = plain(studies, fit->estimate, std::sqrt(fit->tau2->value));
  const auto& I = at.information;
  const double determinant = I[0] * I[2] - I[1] * I[1];
  CHECK(std::abs(I[2] * at.score[0] - I[1] * at.score[1]) / determinant < 1e-8 * fit->se);
  CHECK(std::abs(I[0] * at.score[1] - I[1] * at.score[0]) / determinant < 1e-8 * fit->se);
  CHECK(apart(fit->se, std::sqrt(I[2] / determinant)) < 1e-8);
}

}  // namespace steelyard::support
