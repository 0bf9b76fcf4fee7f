# One target per room of the house (see ARCHITECTURE.md): what a room does not link, it cannot include.
#
#   genu_room(NAME SOURCES a.cpp b.cpp USES base knowledge LINKS yaml-cpp TESTS a_test.cpp TEST_LINKS other)
#
# makes the library genu_NAME and, for developers, the test program NAME_test. LINKS are private: the other libraries
# that only this room may include.

set(GENU_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-qual -Wnon-virtual-dtor
                  -Wold-style-cast -Woverloaded-virtual -Wnull-dereference -Wimplicit-fallthrough)

function(genu_options target)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src)
  if(GENU_WARNINGS)
    target_compile_options(${target} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:${GENU_WARNINGS};-Werror>")
    # GCC 12 reports impossible paths inside std::string and std::vector at -O2 and above (GCC bug 105329, 105651).
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      target_compile_options(${target} PRIVATE
        "$<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict;-Wno-null-dereference;-Wno-maybe-uninitialized>")
    endif()
  endif()
  if(GENU_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=address,undefined)
  endif()
  if(GENU_FUZZ)
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
endfunction()

function(genu_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES;LINKS;TESTS;TEST_LINKS" ${ARGN})
  add_library(genu_${name} STATIC ${ROOM_SOURCES})
  genu_options(genu_${name})
  list(TRANSFORM ROOM_USES PREPEND genu_)
  target_link_libraries(genu_${name} PUBLIC ${ROOM_USES} PRIVATE ${ROOM_LINKS})
  string(REPLACE ";" "," room_uses "${ROOM_USES}")
  list(GET ROOM_SOURCES 0 first_source)
  get_filename_component(folder ${first_source} DIRECTORY)
  file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR}/src ${CMAKE_CURRENT_SOURCE_DIR}/${folder})
  set_property(GLOBAL APPEND_STRING PROPERTY GENU_ROOMS "genu_${name} ${folder} ${room_uses}\n")
  if(GENU_DEVELOPER AND ROOM_TESTS)
    genu_test(${name}_test SOURCES ${ROOM_TESTS} LINKS genu_${name} ${ROOM_LINKS} ${ROOM_TEST_LINKS})
  endif()
endfunction()

function(genu_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    set_target_properties(${name} PROPERTIES EXCLUDE_FROM_ALL ON)
  endif()
  genu_options(${name})
  if(GENU_SANITIZE)
    target_sources(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests/leaks_of_libraries.cpp)
  endif()
  target_link_libraries(${name} PRIVATE ${TEST_LINKS} GTest::gtest_main GTest::gmock)
  target_compile_definitions(${name} PRIVATE GENU_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  add_test(NAME ${name} COMMAND ${name})
endfunction()
