// Small makers of runs and blocks.
#pragma once
#include <string>
#include <vector>

#include "steelyard/analysis/findings.h"
#include "steelyard/document/document.h"

namespace steelyard {

inline Runs plain(std::string text) { return {{std::move(text), Face::regular, Tone::normal, ""}}; }
inline Runs bold(std::string text) { return {{std::move(text), Face::bold, Tone::normal, ""}}; }
inline Runs muted(std::string text) { return {{std::move(text), Face::regular, Tone::muted, ""}}; }
inline Runs linked(std::string text, std::string link) {
  return {{std::move(text), Face::regular, Tone::normal, std::move(link)}};
}

inline Block heading(int level, std::string text) {
  return {Heading{level, plain(std::move(text))}};
}
inline Block paragraph(Runs runs, ParagraphRole role = ParagraphRole::body) {
  return {Paragraph{std::move(runs), role}};
}

inline Cell cell(Runs runs) { return {std::move(runs), false, 1}; }
inline Cell cell(std::string text) { return cell(plain(std::move(text))); }
inline Cell row_header(Runs runs) { return {std::move(runs), true, 1}; }

inline void append(Runs& runs, const Runs& more) {
  runs.insert(runs.end(), more.begin(), more.end());
}

}  // namespace steelyard
